//! Addresses and ranges of them.

use std::net::IpAddr;

/// A range of addresses: those that share the first bits with `address`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u32,
}

/// The networks that no request from outside comes from.
///
/// Source: RFC 1918, RFC 4193
const PRIVATE: [&str; 4] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

impl Network {
    /// `192.0.2.7` or `192.0.2.0/24`, of either version.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let bits = if address.is_ipv4() { u32::BITS } else { u128::BITS };
        let prefix = match prefix {
            None => bits,
            Some(text)
                if (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) =>
            {
                text.parse().ok().filter(|prefix| *prefix <= bits)?
            }
            Some(_) => return None,
        };
        Some(Self { address, prefix })
    }

    /// The same range, written with all bits beyond the prefix zero.
    #[must_use]
    pub fn masked(self) -> Self {
        let address = match self.address {
            IpAddr::V4(it) => {
                let mask = u32::MAX.checked_shl(u32::BITS - self.prefix).unwrap_or_default();
                IpAddr::V4((it.to_bits() & mask).into())
            }
            IpAddr::V6(it) => {
                let mask = u128::MAX.checked_shl(u128::BITS - self.prefix).unwrap_or_default();
                IpAddr::V6((it.to_bits() & mask).into())
            }
        };
        Self { address, ..self }
    }

    /// Whether all of it is private.
    #[must_use]
    pub fn is_private(self) -> bool {
        PRIVATE.iter().filter_map(|text| Self::parse(text)).any(|range| range.contains(self))
    }

    /// By version, first address and size, so that a range comes before those that lie in it.
    fn place(self) -> (bool, u128, u32) {
        match self.masked().address {
            IpAddr::V4(it) => (false, it.to_bits().into(), self.prefix),
            IpAddr::V6(it) => (true, it.to_bits(), self.prefix),
        }
    }

    /// Whether all of `other` lies in it.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.prefix <= other.prefix
            && self.masked() == Self { prefix: self.prefix, ..other }.masked()
    }
}

impl std::fmt::Display for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

/// Ranges of addresses, in which one is found without a walk over all of them.
#[derive(Clone, Debug)]
pub struct Networks {
    // INVARIANT: sorted by place, and none lies in another.
    apart: Box<[Network]>,
}

impl Networks {
    /// These ranges.
    #[must_use]
    pub fn new(mut networks: Vec<Network>) -> Self {
        networks.sort_unstable_by_key(|network| network.place());
        // Two ranges lie apart, or one in the other.
        networks.dedup_by(|next, before| before.contains(*next));
        Self { apart: networks.into() }
    }

    /// Whether every address of a version lies in one of them: `0.0.0.0/1` and `128.0.0.0/1` leave none out.
    #[must_use]
    pub fn cover_a_version(&self) -> bool {
        let (old, new): (Vec<_>, Vec<_>) =
            self.apart.iter().partition(|network| network.address.is_ipv4());
        // Each counts as its share of 2^128. None lies in another, so all of them add up to no more than that, which
        // wraps to 0.
        let is_all = |networks: &[&Network]| {
            let parts =
                networks.iter().map(|network| 1_u128.checked_shl(u128::BITS - network.prefix));
            let sum = parts.fold(0_u128, |sum, part| sum.wrapping_add(part.unwrap_or_default()));
            !networks.is_empty() && sum == 0
        };
        is_all(&old) || is_all(&new)
    }

    /// Whether all of `network` lies in one of them.
    #[must_use]
    pub fn contain(&self, network: Network) -> bool {
        let behind = self.apart.partition_point(|range| range.place() <= network.place());
        let before = behind.checked_sub(1).and_then(|at| self.apart.get(at));
        before.is_some_and(|range| range.contains(network))
    }
}

#[cfg(test)]
mod tests {
    use super::{Network, Networks};

    #[test]
    fn a_range_is_found_among_many() {
        let texts = [
            "10.0.0.0/8",
            "10.1.0.0/16",
            "10.0.0.0/8",
            "192.0.2.7",
            "192.0.2.8/31",
            "2001:db8::/32",
            "2001:db8:1::/48",
            "0.0.0.0/32",
        ];
        let read = |text: &str| Network::parse(text).expect("a network");
        let each: Vec<_> = texts.map(read).into();
        let all = Networks::new(each.clone());
        for text in [
            "10.0.0.0",
            "10.1.2.3",
            "10.255.255.255",
            "9.255.255.255",
            "11.0.0.0",
            "10.0.0.0/7",
            "192.0.2.6",
            "192.0.2.7",
            "192.0.2.9",
            "192.0.2.10",
            "192.0.2.8/30",
            "::a00:1",
            "::",
            "0.0.0.0",
            "0.0.0.1",
            "2001:db8:ffff::1",
            "2001:db9::",
            "2001:db8::/31",
        ] {
            let asked = read(text);
            let one_by_one = each.iter().any(|network| network.contains(asked));
            assert_eq!(all.contain(asked), one_by_one, "{text}");
        }
        assert!(!Networks::new(Vec::new()).contain(read("10.0.0.1")));
    }

    #[test]
    fn parts_may_make_up_the_whole() {
        let cover = |texts: &[&str]| {
            let read = |text: &&str| Network::parse(text).expect("a network");
            Networks::new(texts.iter().map(read).collect()).cover_a_version()
        };
        for whole in [
            &["0.0.0.0/0"][..],
            &["::/0"],
            &["0.0.0.0/1", "128.0.0.0/1"],
            &["128.0.0.0/1", "10.0.0.0/8", "64.0.0.0/2", "0.0.0.0/2", "10.1.0.0/16"],
            &["::/1", "8000::/1"],
            &["203.0.113.7", "::/1", "c000::/2", "8000::/2"],
        ] {
            assert!(cover(whole), "{whole:?}");
        }
        for part in [
            &[][..],
            &["0.0.0.0/1"],
            &["0.0.0.0/1", "0.0.0.0/1"],
            &["0.0.0.0/1", "128.0.0.0/2"],
            &["0.0.0.0/1", "8000::/1"],
            &["::/1", "8000::/2", "c000::/3"],
            &["::/128"],
        ] {
            assert!(!cover(part), "{part:?}");
        }
    }

    #[test]
    fn prefixes_have_bounds() {
        for text in ["0.0.0.0/0", "203.0.113.7", "203.0.113.7/32", "::/0", "2001:db8::1/128"] {
            assert!(Network::parse(text).is_some(), "{text}");
        }
        for text in [
            "",
            "10.0.0.0/33",
            "10.0.0/8",
            "10.*",
            "::/129",
            "10.0.0.0/",
            "10.0.0.0/+8",
            "10.0.0.0/8/8",
        ] {
            assert!(Network::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn masks_and_private_ranges() {
        let masked = |text| Network::parse(text).map(|it| it.masked().to_string());
        assert_eq!(masked("203.0.113.77/26").as_deref(), Some("203.0.113.64/26"));
        assert_eq!(masked("203.0.113.77/0").as_deref(), Some("0.0.0.0/0"));
        assert_eq!(masked("2001:db8::ffff/112").as_deref(), Some("2001:db8::/112"));
        let private = |text| Network::parse(text).is_some_and(Network::is_private);
        assert!(private("10.9.8.7") && private("172.31.0.0/16") && private("fd00::/8"));
        assert!(!private("172.32.0.1") && !private("10.0.0.0/7") && !private("0.0.0.0/0"));
    }
}
