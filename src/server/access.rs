//! Short-lived rights: sessions at the desk, pairing codes, and the brake on guessing either.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{
    devices::Identity,
    limits::{
        OFFICER_IDLE_MS, PAIRING_CODE_MS, PAIRING_CODES_MAX, SESSION_IDLE_MS, SESSION_MS, SESSIONS_MAX, THROTTLED_ADDRESSES_MAX,
        WRONG_SECRETS_MAX_PER_MINUTE,
    },
    secrets,
};
use crate::{
    competition::{BrowserId, ExpertId, SkillId},
    engine::ContestNumber,
    judging::Millis,
};

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whom a pairing code pairs with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub contest: ContestNumber,
    pub skill: SkillId,
    pub expert: ExpertId,
}

/// Codes wait in memory only: a restart makes them void.
#[derive(Default)]
pub struct PairingCodes(Mutex<HashMap<String, (Invitation, Millis)>>);

impl PairingCodes {
    /// A new code and when it ends; `None` when too many wait.
    pub fn issue(&self, invitation: Invitation, now: Millis) -> Option<(String, Millis)> {
        let mut codes = locked(&self.0);
        codes.retain(|_, (_, expires)| *expires > now);
        if codes.len() >= PAIRING_CODES_MAX {
            return None;
        }
        let code = std::iter::repeat_with(secrets::new_code).find(|code| !codes.contains_key(code))?;
        codes.insert(code.clone(), (invitation, now + PAIRING_CODE_MS));
        Some((code, now + PAIRING_CODE_MS))
    }

    /// A code works once.
    pub fn redeem(&self, typed: &str, now: Millis) -> Option<Invitation> {
        let (invitation, expires) = locked(&self.0).remove(&secrets::normal_code(typed))?;
        (expires > now).then_some(invitation)
    }
}

/// Who signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// In this browser.
    Organiser(BrowserId),
    /// A chief expert or supervisor, with the paired device.
    Device(Identity),
    Officer(Officer),
}

/// Of the honours office, by name: what an officer does is signed with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    pub name: String,
    /// Where the officer signed in: two people on one device are no two people.
    pub device: String,
}

impl Holder {
    /// How long nobody may do anything, in milliseconds. Personal data is guarded more closely.
    const fn idle_ms(&self) -> Millis {
        match self {
            Self::Organiser(_) | Self::Device(_) => SESSION_IDLE_MS,
            Self::Officer(_) => OFFICER_IDLE_MS,
        }
    }
}

struct Session {
    holder: Holder,
    begun: Millis,
    /// When somebody last did something.
    used: Millis,
}

impl Session {
    const fn lives(&self, now: Millis) -> bool {
        now - self.begun < SESSION_MS && now - self.used < self.holder.idle_ms()
    }
}

/// By the hash of their secrets.
#[derive(Default)]
pub struct Sessions(Mutex<HashMap<String, Session>>);

impl Sessions {
    /// The secret for the cookie; `None` when there are too many sessions. A device has one at a time.
    pub fn begin(&self, holder: Holder, now: Millis) -> Option<String> {
        let mut sessions = locked(&self.0);
        sessions.retain(|_, session| session.lives(now) && (!matches!(holder, Holder::Device(_)) || session.holder != holder));
        if sessions.len() >= SESSIONS_MAX {
            return None;
        }
        let secret = secrets::new_secret();
        sessions.insert(secrets::hash_of(&secret), Session { holder, begun: now, used: now });
        Some(secret)
    }

    /// `attended`: somebody is there, and the session stays awake.
    pub fn holder(&self, secret: &str, now: Millis, attended: bool) -> Option<Holder> {
        let mut sessions = locked(&self.0);
        let session = sessions.get_mut(&secrets::hash_of(secret)).filter(|session| session.lives(now))?;
        if attended {
            session.used = session.used.max(now);
        }
        Some(session.holder.clone())
    }

    /// Every session of an officer who may no longer have one.
    pub fn end_all_of(&self, officer: &str) {
        locked(&self.0).retain(|_, session| !matches!(&session.holder, Holder::Officer(known) if known.name == officer));
    }

    /// Every session of the organiser, whose password is another one now.
    pub fn end_the_organisers(&self) {
        locked(&self.0).retain(|_, session| !matches!(session.holder, Holder::Organiser(_)));
    }

    pub fn end(&self, secret: &str) {
        locked(&self.0).remove(&secrets::hash_of(secret));
    }
}

/// Counts wrong tries per address and minute.
#[derive(Default)]
pub struct Throttle(Mutex<HashMap<IpAddr, (Millis, u32)>>);

impl Throttle {
    const WINDOW_MS: Millis = 60_000;

    pub fn allows(&self, address: IpAddr, now: Millis) -> bool {
        locked(&self.0).get(&address).is_none_or(|(since, wrong)| now - since >= Self::WINDOW_MS || *wrong < WRONG_SECRETS_MAX_PER_MINUTE)
    }

    pub fn wrong(&self, address: IpAddr, now: Millis) {
        let mut tries = locked(&self.0);
        if tries.len() >= THROTTLED_ADDRESSES_MAX {
            tries.retain(|_, (since, _)| now - *since < Self::WINDOW_MS);
        }
        let entry = tries.entry(address).or_insert((now, 0));
        if now - entry.0 >= Self::WINDOW_MS {
            *entry = (now, 0);
        }
        entry.1 += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitation() -> Invitation {
        Invitation { contest: 0, skill: "web".parse().expect("an id"), expert: "E1".parse().expect("an id") }
    }

    #[test]
    fn a_code_works_once_and_not_for_ever() {
        let codes = PairingCodes::default();
        let (code, expires) = codes.issue(invitation(), 0).expect("room");
        assert_eq!(codes.redeem(&code.to_lowercase(), expires - 1), Some(invitation()));
        assert_eq!(codes.redeem(&code, expires - 1), None);
        let (late, expires) = codes.issue(invitation(), 0).expect("room");
        assert_eq!(codes.redeem(&late, expires), None);
    }

    fn organiser() -> Holder {
        Holder::Organiser("b-1".parse().expect("an id"))
    }

    #[test]
    fn sessions_end_by_time_and_by_hand() {
        let sessions = Sessions::default();
        let secret = sessions.begin(organiser(), 0).expect("room");
        for now in (0..SESSION_MS).step_by(1_800_000) {
            assert_eq!(sessions.holder(&secret, now, true), Some(organiser()));
        }
        assert_eq!(sessions.holder(&secret, SESSION_MS - 1, true), Some(organiser()));
        assert_eq!(sessions.holder(&secret, SESSION_MS, true), None, "whoever works all day signs in again");
        let secret = sessions.begin(organiser(), 0).expect("room");
        sessions.end(&secret);
        assert_eq!([sessions.holder(&secret, 1, true), sessions.holder("made up", 1, true)], [None, None]);
    }

    #[test]
    fn sessions_end_where_nobody_is() {
        let officer = Holder::Officer(Officer { name: "Li".to_owned(), device: "b-1".to_owned() });
        for (holder, idle) in [(organiser(), SESSION_IDLE_MS), (officer, OFFICER_IDLE_MS)] {
            let sessions = Sessions::default();
            let secret = sessions.begin(holder.clone(), 0).expect("room");
            assert_eq!(sessions.holder(&secret, 1_000, true), Some(holder.clone()));
            assert_eq!(sessions.holder(&secret, 999 + idle, false), Some(holder), "what a page asks for by itself is answered");
            assert_eq!(sessions.holder(&secret, 1_000 + idle, false), None, "and keeps nothing awake");
        }
    }

    #[test]
    fn another_password_ends_what_the_old_one_opened() {
        let sessions = Sessions::default();
        let officer = Holder::Officer(Officer { name: "Li".to_owned(), device: "b-2".to_owned() });
        let [first, second, other] = [organiser(), organiser(), officer.clone()].map(|holder| sessions.begin(holder, 0).expect("room"));
        sessions.end_the_organisers();
        assert_eq!([&first, &second, &other].map(|secret| sessions.holder(secret, 1, true)), [None, None, Some(officer)]);
    }

    #[test]
    fn a_device_has_one_session() {
        let device = Holder::Device(Identity { contest: 0, device: "d-1".parse().expect("an id"), skill: 0, expert: 3 });
        let sessions = Sessions::default();
        let first = sessions.begin(device.clone(), 0).expect("room");
        let at_desk = sessions.begin(organiser(), 0).expect("room");
        let second = sessions.begin(device.clone(), 1).expect("room");
        assert_eq!([sessions.holder(&first, 2, true), sessions.holder(&second, 2, true)], [None, Some(device)]);
        assert_eq!(sessions.holder(&at_desk, 2, true), Some(organiser()));
    }

    #[test]
    fn guessing_is_braked_for_a_minute() {
        let (throttle, address) = (Throttle::default(), IpAddr::from([10, 0, 0, 1]));
        for _ in 0..WRONG_SECRETS_MAX_PER_MINUTE {
            assert!(throttle.allows(address, 0));
            throttle.wrong(address, 0);
        }
        assert!(!throttle.allows(address, 59_999));
        assert!(throttle.allows(IpAddr::from([10, 0, 0, 2]), 0));
        assert!(throttle.allows(address, 60_000));
    }
}
