package dev.patchbay.stack.neighbour;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Arp;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import org.jspecify.annotations.Nullable;

/// Sends ARP messages (`arp_send`).
public final class ArpSender {
  /// Bytes of an Ethernet header and a message.
  private static final int FRAME = 42;

  /// `arp_xmit_finish`
  private static final Continuation TRANSMIT =
      (packet, in, out) -> out == null ? 0 : out.send(packet);

  private ArpSender() {}

  /// Asks every station of the link, or with `station` that one, who has `target`.
  static void ask(NetDevice device, int sender, int target, long station) {
    ask(device, sender, target, station, null);
  }

  /// As [#ask(NetDevice, int, int, long)], through the tunnel of this key.
  static void ask(
      NetDevice device, int sender, int target, long station, @Nullable TunnelKey tunnel) {
    send(device, Arp.REQUEST, station, sender, 0, target, tunnel);
  }

  /// Tells `station`, which asks from the address `asker`, that this device has `wanted`; through
  /// the tunnel of this key, if there is one.
  static void answer(
      NetDevice device, int wanted, long station, int asker, @Nullable TunnelKey tunnel) {
    send(device, Arp.REPLY, station, wanted, station, asker, tunnel);
  }

  /// Tells the link which addresses the device has (`inetdev_send_gratuitous_arp`).
  public static void announce(InetDevice inet) {
    for (InterfaceAddress address : inet.addresses()) {
      int local = (int) (address.localHi() >>> 32);
      ask(inet.device(), local, local, inet.device().broadcast().value());
    }
  }

  private static void send(
      NetDevice device,
      int operation,
      long station,
      int sender,
      long targetMac,
      int target,
      @Nullable TunnelKey tunnel) {
    if ((device.flags() & DeviceFlags.NOARP) != 0) {
      return;
    }
    Packet packet = device.netns().world().allocate(FRAME);
    Arp.push(packet, operation, device.address().value(), sender, targetMac, target);
    packet.protocol(EtherType.ARP);
    packet.device(device);
    if (tunnel != null) {
      packet.tunnel(tunnel);
    }
    device.pushHeader(packet, station, EtherType.ARP);
    Hook hook = device.netns().activeHook(HookFamily.ARP, HookPoint.OUTPUT);
    if (hook == null) {
      device.send(packet);
    } else {
      hook.run(packet, null, device, TRANSMIT);
    }
  }
}
