//! One aspect's mark.

use super::{Node, Question};
use crate::competition::Text;

/// An aspect's own mark, or why there is none.
pub(super) fn with_mark(question: &Question<'_>, node: Node, aspect: usize, open: Text) -> Node {
    match question.mark(aspect) {
        Some(mark) => node.number(mark, question.places()),
        None => node.result(open),
    }
}
