//! How phones reach this machine: its address on the room's network, and the wifi that leads there.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The wifi to join first, as the facilitator typed it.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Wifi {
    /// The network's name.
    pub name: String,
    /// Its password; empty for an open network.
    pub password: String,
}

impl Wifi {
    /// What a phone's camera understands: `WIFI:T:WPA;S:name;P:password;;`.
    pub fn to_code(&self) -> String {
        let escape = |text: &str| {
            text.chars().fold(String::new(), |mut out, c| {
                if matches!(c, '\\' | ';' | ',' | ':' | '"') {
                    out.push('\\');
                }
                out.push(c);
                out
            })
        };
        let kind = if self.password.is_empty() { "nopass" } else { "WPA" };
        format!("WIFI:T:{kind};S:{};P:{};;", escape(&self.name), escape(&self.password))
    }
}

/// How phones reach this machine.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Given by `--public-url`; it wins.
    pub public_url: Option<String>,
    /// The port that is listened to.
    pub port: u16,
    /// Addresses that could be right, best first.
    pub candidates: Vec<IpAddr>,
    /// The one that the facilitator has chosen.
    pub chosen: Option<IpAddr>,
    /// The wifi.
    pub wifi: Option<Wifi>,
}

impl Reach {
    /// What is known when listening at `local`.
    pub fn new(local: SocketAddr, public_url: Option<String>) -> Self {
        let candidates = if local.ip().is_unspecified() { candidates() } else { vec![local.ip()] };
        let public_url = public_url.map(|url| url.trim_end_matches('/').to_owned());
        Self { public_url, port: local.port(), candidates, chosen: None, wifi: None }
    }

    /// The address in use.
    pub fn address(&self) -> IpAddr {
        self.chosen.or_else(|| self.candidates.first().copied()).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
    }

    /// `http://192.168.1.20:8080`
    pub fn base(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.authority()))
    }

    /// As a person types it: `192.168.1.20:8080`.
    pub fn shown(&self) -> String {
        let base = self.base();
        let bare = base.strip_prefix("http://").or_else(|| base.strip_prefix("https://"));
        bare.unwrap_or(&base).to_owned()
    }

    fn authority(&self) -> String {
        match (self.address(), self.port) {
            (address, 80) => host(address),
            (address, port) => format!("{}:{port}", host(address)),
        }
    }
}

fn host(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}

/// The machine's addresses, the likeliest for a classroom first; the loopback when there is nothing else.
pub fn candidates() -> Vec<IpAddr> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let mut ranked: Vec<(u8, IpAddr)> = interfaces
        .iter()
        .filter_map(|interface| Some((rank(&interface.name, interface.ip())?, interface.ip())))
        .collect();
    ranked.sort();
    ranked.dedup();
    let mut addresses: Vec<IpAddr> = ranked.into_iter().map(|(_, address)| address).collect();
    if addresses.is_empty() {
        addresses.push(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    addresses
}

/// How likely phones are to be on this network: 0 is best, none never.
fn rank(name: &str, address: IpAddr) -> Option<u8> {
    let IpAddr::V4(v4) = address else { return None };
    if v4.is_loopback() || v4.is_link_local() || v4.is_unspecified() {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let virtual_one =
        ["docker", "br-", "veth", "virbr", "vmnet", "vbox", "tun", "tap", "wg", "zt", "tailscale", "utun"];
    if virtual_one.iter().any(|prefix| name.starts_with(prefix)) {
        return Some(9);
    }
    let wireless =
        name.starts_with("wl") || name.starts_with("ap") || name.contains("wi-fi") || name.contains("wifi");
    Some(match (wireless, v4.octets()) {
        (true, _) if v4.is_private() => 0,
        (false, [192, 168, ..]) => 1,
        (false, [10, ..]) => 2,
        (false, [172, 16..=31, ..]) => 3,
        _ => 5,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn v4(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_classroom_wifi_comes_before_docker_and_never_the_loopback() {
        assert!(rank("wlan0", v4("192.168.1.20")) < rank("eth0", v4("10.0.0.4")));
        assert!(rank("eth0", v4("10.0.0.4")) < rank("docker0", v4("172.17.0.1")));
        assert!(rank("wlp2s0", v4("10.3.0.7")) < rank("tailscale0", v4("100.64.1.2")));
        assert_eq!(rank("lo", v4("127.0.0.1")), None);
        assert_eq!(rank("eth0", v4("169.254.3.4")), None);
    }

    #[test]
    fn a_wifi_code_escapes_what_has_a_meaning() {
        let wifi = Wifi { name: "classe;b12".into(), password: r"a:b\c".into() };
        assert_eq!(wifi.to_code(), r"WIFI:T:WPA;S:classe\;b12;P:a\:b\\c;;");
        let open = Wifi { name: "libre".into(), password: String::new() };
        assert_eq!(open.to_code(), "WIFI:T:nopass;S:libre;P:;;");
    }

    #[test]
    fn a_public_url_wins() {
        let reach = Reach::new("127.0.0.1:8080".parse().unwrap(), Some("https://bisou.example/".into()));
        assert_eq!((reach.base(), reach.shown()), ("https://bisou.example".into(), "bisou.example".into()));
        let reach = Reach::new("127.0.0.1:80".parse().unwrap(), None);
        assert_eq!(reach.shown(), "127.0.0.1");
    }
}
