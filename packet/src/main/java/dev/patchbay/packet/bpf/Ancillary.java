package dev.patchbay.packet.bpf;

/// What Linux knows of a packet beside its bytes, for a program to load as if it stood at offset
/// -4096 and on (linux/filter.h, SKF_AD_OFF).
@FunctionalInterface
public interface Ancillary {
  /// The offset of the first field.
  int OFFSET = -0x1000;

  /// The protocol, in host byte order.
  int PROTOCOL = 0;

  /// The packet's type: to this host 0, broadcast 1, multicast 2, to another host 3, outgoing 4.
  int PACKET_TYPE = 4;

  /// The number of the interface.
  int IFINDEX = 8;

  /// The firewall mark.
  int MARK = 20;

  /// The queue it came by or goes to.
  int QUEUE = 24;

  /// The hardware type of the interface.
  int HARDWARE_TYPE = 28;

  /// The hash of its flow.
  int HASH = 32;

  /// The processor that runs the program.
  int CPU = 36;

  /// The VLAN tag that was taken off it.
  int VLAN_TAG = 44;

  /// 1 if a VLAN tag was taken off it, else 0.
  int VLAN_TAG_PRESENT = 48;

  /// The protocol of the VLAN tag that was taken off it.
  int VLAN_PROTOCOL = 60;

  /// The value of a field, or zero for one that is not known.
  int load(int field);
}
