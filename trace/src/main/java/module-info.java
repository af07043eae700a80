/// What packets tell: journeys as text, JSON and pictures, frames as tcpdump prints them, and the
/// language that chooses among them.
module dev.patchbay.trace {
  requires transitive dev.patchbay.core;
  requires static transitive org.jspecify;

  exports dev.patchbay.trace.journey;
  exports dev.patchbay.trace.pcap;
  exports dev.patchbay.trace.print;
}
