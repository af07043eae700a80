package dev.patchbay.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.SysctlTree;
import dev.patchbay.core.World;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.VirtualClock;
import dev.patchbay.packet.CheckedPacketPool;
import dev.patchbay.packet.Mac;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// One machine to try devices on, with time moved by hand and every packet accounted for.
@SuppressWarnings("exports")
public final class Network {
  private static final int MOMENT = 1_000_000;

  final EventLoop loop = new EventLoop(new VirtualClock());
  final CheckedPacketPool pool = new CheckedPacketPool();
  final World world = new World(loop, pool, 1);
  final Machine machine = new Machine(world, "m");

  /// The namespace that devices are made in.
  public final Netns netns = machine.initialNetns();

  public Network() {
    quiet(netns);
  }

  /// Hosts say nothing by themselves: no IPv6.
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

  public World world() {
    return world;
  }

  public Machine machine() {
    return machine;
  }

  public Netns newNetns() {
    return quiet(machine.newNetns().hold());
  }

  /// `ip link add NAME type WORDS…`
  public NetDevice add(String name, String... words) throws NetlinkException {
    return netns.links().add(request(netns, name, words));
  }

  /// What the words of `ip link add NAME type WORDS…` ask for.
  public LinkRequest request(Netns where, String name, String... words) {
    LinkRequest request = new LinkRequest();
    request.name = name;
    DeviceKind kind = machine.deviceKinds().find(words[0]);
    request.kind = kind;
    Args args = new Args(List.of(words).subList(1, words.length));
    if (kind != null && args.hasNext()) {
      request.options = kind.parse(args, parser(where));
    }
    return request;
  }

  /// Understands `name NAME`, `address MAC` and `mtu BYTES` of a second device.
  static LinkParser parser(Netns where) {
    return new LinkParser() {
      @Override
      public void parse(Args args, LinkRequest request) {
        while (args.hasNext()) {
          switch (args.next()) {
            case "name" -> request.name = args.next();
            case "address" -> request.address = bytes(Mac.of(args.next()));
            case "mtu" -> request.mtu = Integer.valueOf(args.next());
            default -> throw new AssertionError("a word this test does not know");
          }
        }
      }

      @Override
      public Integer table(String word) {
        return Integer.valueOf(word);
      }

      @Override
      public Netns netns() {
        return where;
      }
    };
  }

  public static byte[] bytes(Mac mac) {
    byte[] bytes = new byte[Mac.BYTES];
    mac.write(bytes, 0);
    return bytes;
  }

  /// `ip link set DEVICE type WORDS…`
  public void change(NetDevice device, String... words) throws NetlinkException {
    LinkRequest request = request(device.netns(), device.name(), words);
    PortKind port = request.kind == null ? machine.portKinds().find(words[0]) : null;
    if (port != null) {
      Args args = new Args(List.of(words).subList(1, words.length));
      request.portKind = port;
      request.portOptions = port.parse(args, parser(device.netns()));
    }
    device.netns().links().change(device, request);
  }

  public void up(NetDevice... devices) throws NetlinkException {
    for (NetDevice device : devices) {
      device.netns().links().open(device);
    }
    settle();
  }

  public void down(NetDevice device) {
    device.netns().links().close(device);
    settle();
  }

  /// Lets what is under way arrive.
  public void settle() {
    loop.runUntil(loop.now() + MOMENT);
  }

  public void advance(Duration time) {
    loop.runUntil(loop.now() + time.toNanos());
  }

  /// What `ip -d link` shows of the device behind its kind's name.
  public String shown(NetDevice device) {
    StringBuilder text = new StringBuilder();
    DeviceKind kind = device.kind();
    DeviceKind.Snapshot snapshot = kind == null ? null : kind.snapshot(device);
    if (kind != null && snapshot != null) {
      kind.show(snapshot, new Output(text, Output.Options.TEXT));
    }
    return text.toString();
  }

  /// The lines of the machine's kernel log.
  public List<String> log() {
    return machine.log().lines().stream().map(line -> line.text()).toList();
  }

  /// Asserts that a request is refused, with this error.
  public static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      Errno errno, ThrowingCallable request) {
    return Assertions.assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  /// Every packet ended somewhere.
  public void assertNothingVanished() {
    advance(Duration.ofSeconds(1));
    assertThat(world.ledger().balances()).isTrue();
    assertThat(pool.outstandingAllocations()).isEmpty();
  }
}
