//! Edges: a real nats-server, real origins and real edges, all started here.

mod canary;
mod faults;
mod large;
mod lost;
mod origins;
mod same_bytes;
mod secrets;
mod under_load;
