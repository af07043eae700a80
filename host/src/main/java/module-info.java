/// The operating system: its clock, its files, its terminal and signals, and its programs behind
/// walls. The only native access.
module dev.patchbay.host {
  requires transitive dev.patchbay.core;
  requires jdk.unsupported;
  requires org.jline.reader;
  requires org.jline.terminal;
  requires org.jline.terminal.ffm;

  exports dev.patchbay.host;
}
