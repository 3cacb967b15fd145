//! What an edge counts as it happens.

use prometheus_client::{metrics::counter::Counter, registry::Registry};

#[derive(Default, Clone)]
pub struct Counts {
    pub frames: Counter,
    pub loads: Counter,
    pub gaps: Counter,
    pub differences: Counter,
    pub unread: Counter,
    pub questions: Counter,
}

impl Counts {
    pub fn register(&self, registry: &mut Registry) {
        let all = [
            ("edge_frames", "Messages of boards that were taken from NATS", &self.frames),
            ("edge_loads", "Boards that were asked for", &self.loads),
            ("edge_gaps", "Times that a message was missing", &self.gaps),
            ("edge_differences", "Times that a board had other bytes than its origin's, which is a fault", &self.differences),
            ("edge_unread", "Messages from NATS that were not understood", &self.unread),
            ("edge_questions", "Questions to origins on behalf of readers", &self.questions),
        ];
        for (name, help, counter) in all {
            registry.register(name, help, counter.clone());
        }
    }
}
