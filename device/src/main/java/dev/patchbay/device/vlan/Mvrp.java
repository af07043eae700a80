package dev.patchbay.device.vlan;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Packet;

/// Announces VLANs by MVRP (802.1Q clauses 10.8 and 11.2, net/8021q/vlan_mvrp.c), each second anew.
///
/// ```
/// 00 | 01 | 02 | 00 count | id id | three events a byte | ... | 00 00 | 00 00
/// version VLANs bytes   a vector of VLANs in a row          ends: message, PDU
/// ```
final class Mvrp extends Applicant {
  private static final byte VLANS = 1;
  private static final byte ID = 2;
  private static final int JOIN_IN = 1;
  private static final int LEAVE = 5;

  /// How many events there are, and what the three of a byte are multiplied by.
  private static final int EVENTS = 6;

  private static final int IN_A_BYTE = 3;
  private static final int VECTOR = 4;
  private static final int ENDS = 4;
  private static final long PERIOD = 1_000_000_000;

  private final Timer periodic;
  private byte[] message = {};
  private int length;

  /// Where the vector begins that the next VLAN in a row goes on with, 0 when there is none.
  private int vector;

  private int next;

  Mvrp(NetDevice device) {
    super(device, "mvrp");
    this.periodic = new Timer(device.netns().machine().number(), this::repeat);
  }

  @Override
  ApplicantState rejoined() {
    return ApplicantState.ANXIOUS;
  }

  @Override
  void join(int id) {
    super.join(id);
    if (!periodic.isArmed()) {
      loop().arm(periodic, loop().now() + PERIOD);
    }
  }

  @Override
  void close() {
    super.close();
    loop().disarm(periodic);
  }

  private void repeat() {
    vlans()
        .replaceAll((id, state) -> state == ApplicantState.QUIET ? ApplicantState.ANXIOUS : state);
    schedule();
    if (!vlans().isEmpty()) {
      loop().arm(periodic, loop().now() + PERIOD);
    }
  }

  // ---- messages

  @Override
  void begin(int most) {
    message = new byte[most];
    message[1] = VLANS;
    message[2] = ID;
    length = 3;
    vector = 0;
  }

  @Override
  boolean append(int id, boolean wanted) {
    if (length + VECTOR + 1 + ENDS > message.length) {
      return false;
    }
    if (vector == 0 || id != next) {
      beginVector(id);
    }
    int count = (message[vector] & 0xff) << 8 | (message[vector + 1] & 0xff);
    if (count % IN_A_BYTE == 0) {
      length++;
    }
    int event = wanted ? JOIN_IN : LEAVE;
    int weight =
        switch (count % IN_A_BYTE) {
          case 0 -> EVENTS * EVENTS;
          case 1 -> EVENTS;
          default -> 1;
        };
    message[length - 1] += (byte) (event * weight);
    put(vector, count + 1);
    next = id + 1;
    return true;
  }

  private void beginVector(int id) {
    vector = length;
    put(vector + 2, id);
    length += VECTOR;
  }

  private void put(int at, int value) {
    message[at] = (byte) (value >> 8);
    message[at + 1] = (byte) value;
  }

  @Override
  Packet frame() {
    Packet packet = packet(message, length + ENDS);
    packet.protocol(EtherType.MVRP);
    Ethernet.push(packet, GROUP, device.address().value(), EtherType.MVRP);
    return packet;
  }
}
