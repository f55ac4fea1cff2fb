//! Work on many items at once, with the answers in order.
//!
//! Where the system has no thread to give, the calling thread does all of it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::{self, Builder, Scope};

/// How far workers may run ahead of whoever takes the answers: what they hold is bounded by that.
const AHEAD: usize = 32;

/// So many threads are asked for in place of the cores, if it is set: `0` does everything on the calling one.
const THREADS: &str = "IAM_THREADS";

pub(crate) fn threads() -> usize {
    let wanted = std::env::var(THREADS).ok().and_then(|text| text.parse().ok());
    wanted.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from))
}

/// What comes of an item: pieces, if it has many, and at the end its answer.
pub(crate) enum Event<A> {
    Piece(Vec<u8>),
    Done(A),
}

/// Gives `work` a way to hand over what it need not keep. It says whether to go on.
pub(crate) type Emit<'e> = &'e mut dyn FnMut(Vec<u8>) -> bool;

/// Calls `work` on each item, on all cores, and `take` on the items and events in the order of the items, on
/// this thread; stops early once `take` says no.
pub(crate) fn each<T: Sync, A: Send>(
    items: &[T],
    work: impl Fn(&T, Emit<'_>) -> A + Sync,
    mut take: impl FnMut(&T, Event<A>) -> bool,
) {
    let shared = Shared::default();
    let (send, events) = sync_channel(AHEAD);
    let wanted = threads().min(items.len());
    let done = thread::scope(|scope| {
        let workers = (0..wanted).filter(|_| {
            let (send, shared, work) = (send.clone(), &shared, &work);
            spawn(scope, move || shared.work(items, work, &send))
        });
        let workers = workers.count();
        drop(send);
        if workers == 0 {
            return false;
        }
        in_order(items, events, &shared, &mut take);
        true
    });
    if done {
        return;
    }
    for item in items {
        let mut goes_on = true;
        let answer = work(item, &mut |bytes| {
            goes_on = goes_on && take(item, Event::Piece(bytes));
            goes_on
        });
        if !goes_on || !take(item, Event::Done(answer)) {
            return;
        }
    }
}

/// Calls `work` on each item, on all cores; the answers, in the order of the items.
pub(crate) fn map<T: Sync, A: Send>(items: &[T], work: impl Fn(&T) -> A + Sync) -> Vec<A> {
    let next = AtomicUsize::new(0);
    let share = || {
        let mut answers = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return answers };
            answers.push((index, work(item)));
        }
    };
    let helpers = threads().min(items.len()).saturating_sub(1);
    let mut answers: Vec<(usize, A)> = thread::scope(|scope| {
        let helpers: Vec<_> =
            (0..helpers).filter_map(|_| Builder::new().spawn_scoped(scope, share).ok()).collect();
        let mut answers = share();
        for helper in helpers {
            match helper.join() {
                Ok(more) => answers.extend(more),
                // A panic goes on where it would have without threads.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        answers
    });
    answers.sort_unstable_by_key(|(index, _)| *index);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// The same for work that is little: many items at a time.
pub(crate) fn map_chunks<T: Sync, A: Send>(items: &[T], work: impl Fn(&T) -> A + Sync) -> Vec<A> {
    const CHUNK: usize = 4096;
    if items.len() <= CHUNK {
        return items.iter().map(work).collect();
    }
    let chunks: Vec<_> = items.chunks(CHUNK).collect();
    map(&chunks, |chunk| chunk.iter().map(&work).collect::<Vec<_>>())
        .into_iter()
        .flatten()
        .collect()
}

/// Whether there was a thread for it.
fn spawn<'s>(scope: &'s Scope<'s, '_>, work: impl FnOnce() + Send + 's) -> bool {
    Builder::new().spawn_scoped(scope, work).is_ok()
}

/// What the workers know of each other.
#[derive(Default)]
struct Shared {
    next: AtomicUsize,
    stopped: AtomicBool,
    /// The item whose events are taken now.
    turn: Mutex<usize>,
    turned: Condvar,
}

impl Shared {
    fn work<T, A>(
        &self,
        items: &[T],
        work: &(impl Fn(&T, Emit<'_>) -> A + Sync),
        send: &SyncSender<(usize, Event<A>)>,
    ) {
        let _guard = StopOnPanic(self);
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return };
            // Answers that wait for an earlier one take memory.
            if !self.wait_until(|turn| index < turn + AHEAD) {
                return;
            }
            let answer = work(item, &mut |bytes| {
                self.wait_until(|turn| turn >= index)
                    && send.send((index, Event::Piece(bytes))).is_ok()
            });
            if send.send((index, Event::Done(answer))).is_err() {
                return;
            }
        }
    }

    /// Waits until it is so; false if everything has stopped.
    fn wait_until(&self, so: impl Fn(usize) -> bool) -> bool {
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = |turn: &mut usize| !so(*turn) && !self.stopped.load(Ordering::Relaxed);
        let turn = self.turned.wait_while(turn, waits).unwrap_or_else(PoisonError::into_inner);
        drop(turn);
        !self.stopped.load(Ordering::Relaxed)
    }

    fn turn_to(&self, index: usize) {
        *self.turn.lock().unwrap_or_else(PoisonError::into_inner) = index;
        self.turned.notify_all();
    }

    fn stop(&self) {
        // Under the lock, so that nobody starts to wait after it.
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.stopped.store(true, Ordering::Relaxed);
        drop(turn);
        self.turned.notify_all();
    }
}

/// Wakes who waits for the turn of a thread that will not come to it, so that the panic is seen.
struct StopOnPanic<'s>(&'s Shared);

impl Drop for StopOnPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stop();
        }
    }
}

/// Takes the receiver, so that it is gone when nobody takes any more: a worker would wait for room in it for ever.
fn in_order<T, A>(
    items: &[T],
    events: Receiver<(usize, Event<A>)>,
    shared: &Shared,
    take: &mut impl FnMut(&T, Event<A>) -> bool,
) {
    let _guard = StopOnPanic(shared);
    let mut early = BTreeMap::new();
    let mut wanted = 0;
    for (index, event) in events {
        match event {
            // Pieces come only from the item whose turn it is.
            Event::Piece(_) => {
                if items.get(index).is_some_and(|item| !take(item, event)) {
                    return shared.stop();
                }
            }
            Event::Done(answer) => {
                early.insert(index, answer);
            }
        }
        while let (Some(answer), Some(item)) = (early.remove(&wanted), items.get(wanted)) {
            wanted += 1;
            if !take(item, Event::Done(answer)) {
                return shared.stop();
            }
            shared.turn_to(wanted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, each, map};
    use std::time::Duration;

    #[test]
    fn answers_come_in_order_and_stop_when_told() {
        let items: Vec<u64> = (0..500).collect();
        let mut taken = Vec::new();
        let slow_at_first = |item: &u64| {
            std::thread::sleep(Duration::from_micros(500 - item));
            item * 2
        };
        each(
            &items,
            |item, _| slow_at_first(item),
            |item, event| {
                let Event::Done(answer) = event else { return false };
                taken.push((*item, answer));
                *item < 400
            },
        );
        assert_eq!(taken, (0..=400).map(|item| (item, item * 2)).collect::<Vec<_>>());
        assert_eq!(map(&items, slow_at_first), (0..500).map(|it| it * 2).collect::<Vec<_>>());
    }

    #[test]
    fn pieces_come_before_the_answer_and_in_the_order_of_the_items() {
        let items: Vec<u8> = (0..100).collect();
        let mut taken = Vec::new();
        let work = |item: &u8, emit: super::Emit<'_>| {
            if item.is_multiple_of(7) {
                for _ in 0..50 {
                    assert!(emit(vec![*item]));
                }
            }
            vec![*item]
        };
        each(&items, work, |_, event| {
            let (Event::Piece(bytes) | Event::Done(bytes)) = event;
            taken.extend(bytes);
            true
        });
        let times = |item: u8| if item.is_multiple_of(7) { 51 } else { 1 };
        let expected = items.iter().flat_map(|item| vec![*item; times(*item)]);
        assert_eq!(taken, expected.collect::<Vec<_>>());
    }

    #[test]
    fn a_worker_that_waits_for_its_turn_stops_with_the_rest() {
        let items: Vec<u8> = (0..200).collect();
        let mut count = 0;
        each(
            &items,
            |_, emit| while emit(vec![0; 100]) {},
            |_, _| {
                count += 1;
                count < 500
            },
        );
        assert_eq!(count, 500);
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_is_not_waited_for() {
        let items: Vec<u8> = (0..200).collect();
        each(&items, |item, _| assert_ne!(*item, 7, "the panic of this test"), |_, _| true);
    }
}
