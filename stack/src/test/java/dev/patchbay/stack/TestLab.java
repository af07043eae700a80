package dev.patchbay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Ledger;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.SysctlTree;
import dev.patchbay.core.World;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.VirtualClock;
import dev.patchbay.packet.CheckedPacketPool;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.AddressRequest;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.route.RouteRequest;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.stack.route.Routes;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A machine with namespaces, cables and addresses on virtual time. After each test it checks that
/// every packet is accounted for.
public final class TestLab implements AfterEachCallback {
  public final EventLoop loop = new EventLoop(new VirtualClock());
  public final World world = new World(loop, new CheckedPacketPool(), 1);
  public final Machine machine = new Machine(world, "host");

  private boolean silent;

  /// A lab whose namespaces have no IPv6: nothing is on the cables but what a test sends.
  public static TestLab withoutIpv6() {
    TestLab lab = new TestLab();
    lab.silent = true;
    return lab;
  }

  /// A new namespace with `lo` up.
  public Netns netns(String name) {
    Netns netns = machine.newNetns();
    try {
      machine.addName(name, netns);
    } catch (NetlinkException e) {
      throw new AssertionError(name, e);
    }
    if (silent) {
      sysctl(netns, "net/ipv6/conf/all/disable_ipv6", "1");
    }
    up(netns.loopback());
    return netns;
  }

  public void up(NetDevice device) {
    try {
      device.netns().links().open(device);
    } catch (NetlinkException e) {
      throw new AssertionError(device.toString(), e);
    }
  }

  public void down(NetDevice device) {
    device.netns().links().close(device);
  }

  /// Gives the device an address and raises it.
  public void address(NetDevice device, String prefix) {
    up(device);
    Prefix parsed = Prefix.of(prefix);
    AddressRequest request = new AddressRequest(parsed.family(), device);
    request.local = parsed.address();
    request.prefixLength = parsed.length();
    request.broadcast = parsed.address().isV4() && parsed.length() < 31 ? parsed.broadcast() : null;
    try {
      Addresses.of(device.netns()).add(request);
    } catch (NetlinkException e) {
      throw new AssertionError(prefix, e);
    }
  }

  /// A cable between two namespaces with an address at each end.
  public Cable connect(
      Netns a, String nameA, String prefixA, Netns b, String nameB, String prefixB) {
    Cable cable = Cable.between(a, nameA, b, nameB);
    address(cable, prefixA);
    address(cable.peer(), prefixB);
    return cable;
  }

  /// Adds a route by a gateway.
  public void route(Netns netns, String destination, String gateway) {
    RouteRequest request = new RouteRequest(Prefix.of(destination).family());
    request.destination = Prefix.of(destination);
    request.gateway = Ip.of(gateway);
    request.type = RouteType.UNICAST;
    try {
      Routes.of(netns).add(request, RouteRequest.Mode.ADD);
    } catch (NetlinkException e) {
      throw new AssertionError(destination, e);
    }
  }

  /// Writes a setting: `net/ipv4/ip_forward`.
  public void sysctl(Netns netns, String path, String value) {
    SysctlTree.Entry entry = machine.sysctls().find(netns, path);
    assertThat(entry).as(path).isNotNull();
    try {
      Objects.requireNonNull(entry).write(value);
    } catch (FileException e) {
      throw new AssertionError(path + ": " + e.errno(), e);
    }
  }

  public String sysctl(Netns netns, String path) {
    SysctlTree.Entry entry = machine.sysctls().find(netns, path);
    assertThat(entry).as(path).isNotNull();
    try {
      return Objects.requireNonNull(entry).read();
    } catch (FileException e) {
      throw new AssertionError(path + ": " + e.errno(), e);
    }
  }

  /// Lets time pass.
  public void pass(Duration time) {
    loop.runUntil(loop.now() + time.toNanos());
  }

  /// Lets milliseconds pass.
  public void passMillis(long millis) {
    pass(Duration.ofMillis(millis));
  }

  public Ledger ledger() {
    return world.ledger();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(ledger().balances()).as("every packet is accounted for").isTrue();
  }
}
