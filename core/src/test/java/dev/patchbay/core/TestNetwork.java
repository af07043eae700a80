package dev.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.VirtualClock;
import dev.patchbay.packet.CheckedPacketPool;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// One machine, and devices that are nothing but devices.
@SuppressWarnings("exports")
final class TestNetwork {
  /// IEEE 802's number for experiments: no protocol of a host takes it.
  static final int EXPERIMENT = 0x88b5;

  final EventLoop loop = new EventLoop(new VirtualClock());
  final CheckedPacketPool pool = new CheckedPacketPool();
  final World world = new World(loop, pool, 1);
  final Machine machine = new Machine(world, "m");
  final Netns netns = machine.initialNetns();

  TestNetwork() {
    quiet(netns);
  }

  /// Where hosts speak IPv6, they say nothing by themselves here.
  private static Netns quiet(Netns netns) {
    SysctlTree.Entry file =
        netns.machine().sysctls().find(netns, "net/ipv6/conf/default/disable_ipv6");
    if (file != null) {
      try {
        file.write("1");
      } catch (FileException e) {
        throw new IllegalStateException(e);
      }
    }
    return netns;
  }

  /// Takes what it is given, and hands on what it is told.
  static class Plain extends NetDevice {
    final List<Integer> sent = new ArrayList<>();

    Plain(Netns netns, DeviceKind kind) {
      super(netns, kind);
      flags(DeviceFlags.BROADCAST | DeviceFlags.MULTICAST);
      features(Features.NO_QUEUE | Features.CHANGE_CARRIER | Features.LIVE_ADDRESS_CHANGE);
    }

    @Override
    protected int transmit(Packet packet) {
      sent.add(packet.length());
      countSent(packet.length());
      netns().world().consume(packet);
      return 0;
    }

    boolean arrives(Packet packet) {
      return cross(packet);
    }
  }

  /// Makes [Plain] devices called `plain0`, `plain1`, …
  static class PlainKind implements DeviceKind {
    @Override
    public String name() {
      return "plain";
    }

    @Override
    public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
      Plain device = new Plain(netns, this);
      links.register(device, request, name());
      return device;
    }
  }

  final PlainKind kind = new PlainKind();

  LinkRequest request(String name) {
    LinkRequest request = new LinkRequest();
    request.kind = kind;
    request.name = name;
    return request;
  }

  Plain add(String name) throws NetlinkException {
    return (Plain) netns.links().add(request(name));
  }

  Plain up(String name) throws NetlinkException {
    Plain device = add(name);
    device.netns().links().open(device);
    return device;
  }

  Netns newNetns() {
    return quiet(machine.newNetns().hold());
  }

  /// A frame of so many bytes with its link header, from 02:…:01.
  Packet frame(Mac destination, int bytes) {
    Packet packet = world.allocate(bytes);
    int at = packet.put(bytes);
    Ethernet.destination(packet.bytes(), at, destination.value());
    Ethernet.source(packet.bytes(), at, 0x0200_0000_0001L);
    Ethernet.type(packet.bytes(), at, EXPERIMENT);
    return packet;
  }

  void advance(long nanos) {
    loop.runUntil(loop.now() + nanos);
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      Errno errno, ThrowingCallable request) {
    return assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }
}
