/// Packets as Linux sees them: buffers, header accessors, addresses, checksums. No state of its
/// own.
module dev.patchbay.packet {
  requires static transitive org.jspecify;

  exports dev.patchbay.packet;
  exports dev.patchbay.packet.bpf;
  exports dev.patchbay.packet.capture;
}
