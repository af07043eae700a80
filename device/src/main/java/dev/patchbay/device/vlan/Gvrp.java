package dev.patchbay.device.vlan;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.LogicalLink;
import dev.patchbay.packet.Packet;

/// Announces VLANs by GVRP (802.1D-2004 clause 12, net/8021q/vlan_gvrp.c).
///
/// ```
/// 00 01 | 01 | 04 event id id | ... | 00 | 00
/// protocol  VLANs  length     ends: message, PDU
/// ```
final class Gvrp extends Applicant {
  private static final byte VLANS = 1;
  private static final byte JOIN_IN = 2;
  private static final byte LEAVE_EMPTY = 3;
  private static final byte ATTRIBUTE = 4;
  private static final int ENDS = 2;

  private byte[] message = {};
  private int length;

  Gvrp(NetDevice device) {
    super(device, "gvrp");
  }

  @Override
  ApplicantState rejoined() {
    return ApplicantState.VERY_ANXIOUS;
  }

  @Override
  void begin(int most) {
    message = new byte[most];
    message[1] = 1;
    message[2] = VLANS;
    length = 3;
  }

  @Override
  boolean append(int id, boolean wanted) {
    if (length + ATTRIBUTE + ENDS > message.length) {
      return false;
    }
    message[length] = ATTRIBUTE;
    message[length + 1] = wanted ? JOIN_IN : LEAVE_EMPTY;
    message[length + 2] = (byte) (id >> 8);
    message[length + 3] = (byte) id;
    length += ATTRIBUTE;
    return true;
  }

  @Override
  Packet frame() {
    Packet packet = packet(message, length + ENDS);
    LogicalLink.push(packet, LogicalLink.SPANNING_TREE);
    packet.protocol(EtherType.P_802_2);
    Ethernet.push(packet, GROUP, device.address().value(), packet.length());
    return packet;
  }
}
