//! Work on many items at once, with the answers in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

/// How far workers may run ahead of whoever takes the answers.
const AHEAD: usize = 64;

/// Calls `work` on each item, on all cores, and `take` on the items and answers in order, on this
/// thread; stops early once `take` says no.
pub(super) fn each<T: Sync, A: Send>(
    items: &[T],
    work: impl Fn(&T) -> A + Sync,
    mut take: impl FnMut(&T, A) -> bool,
) {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let stopped = AtomicBool::new(false);
    let (send, answers) = sync_channel(AHEAD);
    thread::scope(|scope| {
        for _ in 0..cores.min(items.len()) {
            let send = send.clone();
            scope.spawn(|| {
                let send = send;
                while !stopped.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    if send.send((index, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut early = BTreeMap::new();
        let mut wanted = 0;
        'all: for (index, answer) in answers {
            early.insert(index, answer);
            while let (Some(answer), Some(item)) = (early.remove(&wanted), items.get(wanted)) {
                wanted += 1;
                if !take(item, answer) {
                    stopped.store(true, Ordering::Relaxed);
                    break 'all;
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn answers_come_in_order_and_stop_when_told() {
        let items: Vec<u64> = (0..500).collect();
        let mut taken = Vec::new();
        let slow_at_first = |item: &u64| {
            std::thread::sleep(std::time::Duration::from_micros(500 - item));
            item * 2
        };
        each(&items, slow_at_first, |item, answer| {
            taken.push((*item, answer));
            *item < 400
        });
        assert_eq!(taken, (0..=400).map(|item| (item, item * 2)).collect::<Vec<_>>());
    }
}
