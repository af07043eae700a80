/// What packets tell: journeys as text, JSON and pictures, frames as tcpdump prints them, and the
/// language that chooses among them.
module dev.patchbay.trace {
  requires transitive dev.patchbay.core;
  requires dev.patchbay.device;
  requires dev.patchbay.filter;
  requires dev.patchbay.stack;
  requires static transitive org.jspecify;

  exports dev.patchbay.trace.draw;
  exports dev.patchbay.trace.drops;
  exports dev.patchbay.trace.journey;
  exports dev.patchbay.trace.pcap;
  exports dev.patchbay.trace.print;
  exports dev.patchbay.trace.why;
}
