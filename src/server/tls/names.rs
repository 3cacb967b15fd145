//! What this machine is called in its network.

use std::net::IpAddr;

use rustls::pki_types::ServerName;

/// Every address and name by which a tablet may reach this machine, and the host of `url`; without doubles.
#[must_use]
pub fn own_names(url: Option<&str>) -> Vec<ServerName<'static>> {
    let addresses = if_addrs::get_if_addrs().unwrap_or_default().into_iter().map(|interface| interface.ip());
    let addresses = addresses.filter(|address| !needs_a_zone(*address)).map(|address| ServerName::IpAddress(address.into()));
    let mut names: Vec<_> = addresses.chain(host_names(url)).collect();
    names.sort_by_key(|name| name.to_str().to_string());
    names.dedup();
    names
}

/// Those that stay when the machine moves to another network.
#[must_use]
pub fn host_names(url: Option<&str>) -> Vec<ServerName<'static>> {
    let machine = rustix::system::uname().nodename().to_string_lossy().to_lowercase();
    let short = machine.split('.').next().unwrap_or_default().to_owned();
    let own = ["localhost".to_owned(), format!("{short}.local"), short, machine];
    own.into_iter().chain(url.and_then(host_of)).filter_map(|name| ServerName::try_from(name).ok()).collect()
}

/// No browser takes an address with its interface behind a `%`.
fn needs_a_zone(address: IpAddr) -> bool {
    matches!(address, IpAddr::V6(address) if address.is_unicast_link_local())
}

fn host_of(url: &str) -> Option<String> {
    let url: axum::http::Uri = url.parse().ok()?;
    Some(url.host()?.trim_matches(['[', ']']).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_has_its_loopback_its_name_and_the_name_it_is_told() {
        let names: Vec<String> = own_names(Some("https://scores.example:444/")).iter().map(|name| name.to_str().to_string()).collect();
        for wanted in ["127.0.0.1", "localhost", "scores.example"] {
            assert_eq!(names.iter().filter(|name| *name == wanted).count(), 1, "{wanted} in {names:?}");
        }
        assert!(!names.iter().any(|name| name.starts_with("fe80")), "{names:?}");
    }

    #[test]
    fn a_public_address_may_be_a_number() {
        for (url, host) in [("https://[2001:db8::1]:444", "2001:db8::1"), ("http://192.0.2.7:4160", "192.0.2.7")] {
            assert!(host_names(Some(url)).contains(&ServerName::try_from(host).expect("an address")), "{url}");
        }
    }
}
