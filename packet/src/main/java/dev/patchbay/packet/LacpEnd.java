package dev.patchbay.packet;

/// What a [Lacpdu] says of one end of a link: the actor, or the partner as the actor knows it.
///
/// @param system the address that stands for the system
/// @param key what ports that may work together have in common
/// @param state bits of IEEE 802.1AX 6.4.2.3
public record LacpEnd(
    int systemPriority, long system, int key, int portPriority, int port, int state) {
  /// The same with other state bits.
  public LacpEnd withState(int bits) {
    return new LacpEnd(systemPriority, system, key, portPriority, port, bits);
  }
}
