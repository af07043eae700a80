package dev.patchbay.stack.mpls;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DevicePart;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import org.jspecify.annotations.Nullable;

/// What label switching keeps for a device (`mpls_dev`): whether packets with labels are taken
/// there, and counters.
public final class MplsDevice implements DevicePart {
  private final NetDevice device;
  private int input;
  long rxPackets;
  long rxBytes;
  long rxErrors;
  long rxDropped;
  long rxNoroute;
  long txPackets;
  long txBytes;
  long txErrors;

  private MplsDevice(NetDevice device) {
    this.device = device;
  }

  /// That of the device, or null when it has none.
  public static @Nullable MplsDevice of(NetDevice device) {
    return (MplsDevice) device.mpls();
  }

  /// Gives the device one if it can send labels, and tells of it.
  static void begin(NetDevice device) {
    switch (device.hardwareType()) {
      case ArpHardware.ETHER,
          ArpHardware.LOOPBACK,
          ArpHardware.IPGRE,
          ArpHardware.IP6GRE,
          ArpHardware.SIT,
          ArpHardware.TUNNEL,
          ArpHardware.TUNNEL6 -> {
        MplsDevice part = new MplsDevice(device);
        device.mpls(part);
        part.announce();
      }
      default -> {
        // The kernel knows no way to send labels there.
      }
    }
  }

  /// Takes it away, and tells of it.
  static void end(NetDevice device) {
    if (device.mpls() != null) {
      device.mpls(null);
      if (device.netns().hasMonitors()) {
        device.netns().announce(new MplsNetconf(device.index(), device.name(), null));
      }
    }
  }

  Netns netns() {
    return device.netns();
  }

  void announce() {
    if (device.netns().hasMonitors()) {
      device.netns().announce(new MplsNetconf(device.index(), device.name(), input != 0));
    }
  }

  /// The number that was written to `input`; 0 for no.
  public int input() {
    return input;
  }

  void input(int value) {
    boolean changes = input != value;
    input = value;
    if (changes) {
      announce();
    }
  }

  /// What it has received: bytes, packets, errors, dropped, without a route (`MPLS_STATS_LINK`).
  public long[] received() {
    return new long[] {rxBytes, rxPackets, rxErrors, rxDropped, rxNoroute};
  }

  /// What it has sent: bytes, packets, errors, dropped.
  public long[] sent() {
    return new long[] {txBytes, txPackets, txErrors, 0};
  }

  /// Counts a packet that leaves by the device with labels (`mpls_stats_inc_outucastpkts`).
  static void countSent(NetDevice device, int bytes) {
    MplsDevice part = of(device);
    if (part != null) {
      part.txPackets++;
      part.txBytes += bytes;
    }
  }

  static void countSendError(NetDevice device) {
    MplsDevice part = of(device);
    if (part != null) {
      part.txErrors++;
    }
  }
}
