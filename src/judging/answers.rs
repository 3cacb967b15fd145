//! What a device's commands were answered, by sequence.

/// Sequences mostly arrive in order, so the newest is at the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(Vec<(u64, Answered)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    pub position: u64,
    /// Of what was asked: the same sequence with other content is refused.
    pub content: u64,
}

impl Answers {
    #[must_use]
    pub fn get(&self, sequence: u64) -> Option<Answered> {
        if self.last_sequence() < Some(sequence) {
            return None;
        }
        let at = self.0.binary_search_by_key(&sequence, |(known, _)| *known).ok()?;
        Some(self.0[at].1)
    }

    pub fn insert(&mut self, sequence: u64, answered: Answered) {
        if self.last_sequence() < Some(sequence) {
            self.0.push((sequence, answered));
            return;
        }
        match self.0.binary_search_by_key(&sequence, |(known, _)| *known) {
            Ok(at) => self.0[at].1 = answered,
            Err(at) => self.0.insert(at, (sequence, answered)),
        }
    }

    #[must_use]
    pub fn last_sequence(&self) -> Option<u64> {
        self.0.last().map(|(sequence, _)| *sequence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_order_of_arrival_gives_the_same_log() {
        let answered = |position| Answered { position, content: 7 };
        let (mut in_order, mut shuffled) = (Answers::default(), Answers::default());
        for (sequence, other) in [(1, 5), (2, 1), (5, 9), (9, 2)] {
            in_order.insert(sequence, answered(sequence));
            shuffled.insert(other, answered(other));
        }
        assert_eq!(in_order, shuffled);
        assert_eq!(in_order.get(5), Some(answered(5)));
        assert_eq!([in_order.get(0), in_order.get(3), in_order.get(10)], [None; 3]);
        assert_eq!(in_order.last_sequence(), Some(9));
    }
}
