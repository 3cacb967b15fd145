//! Does an expert score the own delegation differently?

use super::super::{Additive, Ratings, standard::Moments};

pub const COMPATRIOT_METHOD: &str = "compatriot-difference/1";

/// An expert's residuals on the own delegation against those on others, where rules let experts score compatriots at all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compatriots {
    /// Scores given to the own delegation.
    pub own: usize,
    /// Mean residual on the own delegation less the mean on others, in score units; positive: milder to the own.
    pub difference: f64,
    /// `difference` ÷ its standard error, from the pooled variance, with n − 2 degrees of freedom; `None` without error to compare with.
    pub t: Option<f64>,
}

/// `None` for experts who scored no compatriot, or only compatriots. The unit's level holds the expert's own score, so the difference
/// shows only (k − 1) ÷ k of the true one in a panel of k.
#[must_use]
pub fn compatriots(ratings: &Ratings, additive: &Additive) -> Vec<Option<Compatriots>> {
    let mut groups = vec![[Moments::default(); 2]; ratings.experts()];
    for (rating, residual) in ratings.list().iter().zip(&additive.residuals) {
        groups[rating.expert as usize][usize::from(rating.compatriot)].add(*residual);
    }
    groups.iter().map(|[others, own]| compared(own, others)).collect()
}

fn compared(own: &Moments, others: &Moments) -> Option<Compatriots> {
    if own.count < 1.0 || others.count < 1.0 {
        return None;
    }
    let df = own.count + others.count - 2.0;
    let pooled = ((own.squares + others.squares) / df).sqrt();
    let error = pooled * (1.0 / own.count + 1.0 / others.count).sqrt();
    let difference = own.mean - others.mean;
    let t = (df >= 1.0 && error > 1e-9).then(|| difference / error);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // it was counted one by one
    let own = own.count as usize;
    Some(Compatriots { own, difference, t })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fairness::sample::near;

    fn moments(values: &[f64]) -> Moments {
        let mut moments = Moments::default();
        for value in values {
            moments.add(*value);
        }
        moments
    }

    /// Means 2 and 1, squares 2 and 2 on 4 degrees of freedom: error √(1 × ⅔).
    #[test]
    fn two_groups_by_hand() {
        let found = compared(&moments(&[1.0, 2.0, 3.0]), &moments(&[0.0, 1.0, 2.0])).expect("both groups");
        assert!(near(found.difference, 1.0, 1e-12) && near(found.t.unwrap_or(0.0), 1.5_f64.sqrt(), 1e-12), "{found:?}");
        assert_eq!(compared(&moments(&[]), &moments(&[1.0])), None);
        assert_eq!(compared(&moments(&[1.0]), &moments(&[0.0])).map(|found| found.t), Some(None));
    }
}
