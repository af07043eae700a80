package dev.patchbay.device.vlan;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.RandomStream;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Packet;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/// Tells the switch at a device's cable which VLANs are wanted there (net/802/garp.c, mrp.c): what
/// is to be said waits for up to 200 ms, so that one message says it all. It applies only: what
/// others announce is not listened to.
abstract sealed class Applicant permits Gvrp, Mvrp {
  /// Where both protocols are spoken.
  static final long GROUP = 0x0180_c200_0021L;

  private static final long JOIN_TIME = 200_000_000;

  final NetDevice device;
  private final TreeMap<Integer, ApplicantState> vlans = new TreeMap<>();
  private final Timer joinTimer;
  private final RandomStream random;

  Applicant(NetDevice device, String name) {
    this.device = device;
    this.joinTimer = new Timer(device.netns().machine().number(), this::transmit);
    this.random = device.netns().random(name + " " + device.name());
    device.receiveMode().multicast().add(GROUP);
  }

  /// What becomes of a VLAN that is wanted again while it was about to be left.
  abstract ApplicantState rejoined();

  /// Begins a message of at most so many bytes.
  abstract void begin(int most);

  /// Says of a VLAN that it is wanted, or that it is left; false when the message is full.
  abstract boolean append(int id, boolean wanted);

  /// Ends the message and makes it a frame.
  abstract Packet frame();

  final EventLoop loop() {
    return device.netns().world().loop();
  }

  final Map<Integer, ApplicantState> vlans() {
    return vlans;
  }

  void join(int id) {
    ApplicantState before = vlans.getOrDefault(id, ApplicantState.OBSERVING);
    switch (before) {
      case OBSERVING -> vlans.put(id, ApplicantState.VERY_ANXIOUS);
      case LEAVING -> vlans.put(id, rejoined());
      default -> {}
    }
    schedule();
  }

  void leave(int id) {
    vlans.computeIfPresent(id, (key, state) -> state.leave());
    schedule();
  }

  /// The last VLAN device has gone: what is to be said is said now.
  void close() {
    transmit();
    loop().disarm(joinTimer);
    device.receiveMode().multicast().remove(GROUP);
  }

  /// Arms the timer if there is something to say.
  final void schedule() {
    if (!joinTimer.isArmed() && vlans.values().stream().anyMatch(ApplicantState::speaks)) {
      loop().arm(joinTimer, loop().now() + random.between(0, JOIN_TIME));
    }
  }

  private void transmit() {
    boolean begun = false;
    Iterator<Map.Entry<Integer, ApplicantState>> all = vlans.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Integer, ApplicantState> vlan = all.next();
      ApplicantState state = vlan.getValue();
      if (!state.speaks()) {
        continue;
      }
      begun = say(begun, vlan.getKey(), state != ApplicantState.LEAVING);
      if (state == ApplicantState.LEAVING) {
        all.remove();
      } else {
        vlan.setValue(state.said());
      }
    }
    if (begun) {
      device.send(frame());
    }
    schedule();
  }

  /// Appends to the message, of which there may be none yet; returns that there is one.
  private boolean say(boolean begun, int id, boolean wanted) {
    if (!begun) {
      begin(device.mtu());
    }
    if (!append(id, wanted)) {
      device.send(frame());
      begin(device.mtu());
      append(id, wanted);
    }
    return true;
  }

  /// A packet that holds a message, without a link header.
  final Packet packet(byte[] message, int length) {
    Packet packet = device.netns().world().allocate(Ethernet.HEADER + length + Ethernet.HEADER);
    int at = packet.put(length);
    System.arraycopy(message, 0, packet.bytes(), at, length);
    packet.network(at);
    packet.device(device);
    return packet;
  }
}
