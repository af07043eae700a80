package dev.patchbay.lab.command;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.World;
import dev.patchbay.device.segment.End;
import dev.patchbay.device.segment.Segments;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.AddressSnapshot;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.trace.draw.Topology;
import dev.patchbay.trace.draw.Topology.Device;
import dev.patchbay.trace.draw.Topology.Machine;
import dev.patchbay.trace.draw.Topology.Namespace;
import dev.patchbay.trace.draw.Topology.Segment;
import dev.patchbay.trace.draw.Topology.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The network of a lab at one moment, for a picture. What every namespace has and nobody uses is
/// left out: a loopback without an address of its own, link-local addresses, the devices that a
/// module puts into every namespace.
public final class TopologySnapshot {
  private final World world;
  private final Map<NetDevice, Integer> numbers = new LinkedHashMap<>();
  private final List<Wire> wires = new ArrayList<>();

  private TopologySnapshot(World world) {
    this.world = world;
  }

  /// The network now.
  public static Topology of(World world) {
    return new TopologySnapshot(world).take();
  }

  private Topology take() {
    for (var machine : world.machines()) {
      for (Netns netns : machine.namespaces()) {
        for (NetDevice device : netns.devices()) {
          if (isShown(device)) {
            numbers.put(device, numbers.size());
          }
        }
      }
    }
    List<Machine> machines = new ArrayList<>();
    for (var machine : world.machines()) {
      List<Namespace> namespaces = new ArrayList<>();
      machine.namespaces().forEach(netns -> namespaces.add(namespace(netns)));
      namespaces.removeIf(netns -> netns.devices().isEmpty());
      machines.add(new Machine(machine.name(), namespaces));
    }
    boolean first = machines.getFirst().namespaces().isEmpty();
    if (first && machines.size() > 1) {
      machines.removeFirst(); // nothing was ever made on the machine that the script runs on
    }
    List<Segment> segments = segments();
    numbers.keySet().forEach(this::join);
    return new Topology(machines, segments, wires);
  }

  private static boolean isShown(NetDevice device) {
    if (device.name().equals("lo")) {
      return !addresses(device).isEmpty();
    }
    return device.isUp()
        || device.link() != device
        || device.master() != null
        || !isFallback(device)
        || !addresses(device).isEmpty();
  }

  /// Whether a module has put it into the namespace.
  private static boolean isFallback(NetDevice device) {
    return switch (device.name()) {
      case "tunl0",
          "gre0",
          "gretap0",
          "erspan0",
          "ip_vti0",
          "ip6_vti0",
          "sit0",
          "ip6tnl0",
          "ip6gre0",
          "teql0" ->
          true;
      default -> false;
    };
  }

  private Namespace namespace(Netns netns) {
    List<Device> devices = new ArrayList<>();
    for (NetDevice device : netns.devices()) {
      Integer number = numbers.get(device);
      if (number != null) {
        boolean up = device.isUp() && device.hasCarrier();
        int under = numberOf(base(device));
        devices.add(new Device(number, device.name(), about(device), addresses(device), up, under));
      }
    }
    return new Namespace(netns.displayName(), devices);
  }

  private int numberOf(@Nullable NetDevice device) {
    return device == null ? Device.NOTHING : numbers.getOrDefault(device, Device.NOTHING);
  }

  /// What a device is shown under: its master, else what it stands on.
  private static @Nullable NetDevice base(NetDevice device) {
    NetDevice master = device.master();
    if (master != null) {
      return master;
    }
    NetDevice lower = device.link();
    boolean stands = lower != device && lower.netns() == device.netns() && lower.link() != device;
    return stands ? lower : null;
  }

  private static String about(NetDevice device) {
    var kind = device.kind();
    NetDevice lower = device.link();
    boolean elsewhere = device.master() != null && lower != device && lower.link() != device;
    return (kind == null ? "" : kind.name()) + (elsewhere ? " @" + lower.name() : "");
  }

  private static List<String> addresses(NetDevice device) {
    List<String> texts = new ArrayList<>();
    Addresses all = Addresses.of(device.netns());
    List<AddressSnapshot> own = new ArrayList<>(all.snapshots(Family.IPV4, device));
    own.addAll(all.snapshots(Family.IPV6, device));
    for (AddressSnapshot address : own) {
      Ip local = address.local();
      if (!local.isLinkLocal() && !local.isLoopback()) {
        texts.add(local + "/" + address.prefixLength());
      }
    }
    return texts;
  }

  private List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    for (var segment : world.part(Segments.KEY).all()) {
      int number = numbers.size() + segments.size();
      segments.add(new Segment(number, segment.name()));
      for (End end : segment.ends()) {
        wires.add(new Wire(numberOf(end.nic()), number, true));
      }
    }
    return segments;
  }

  /// The wire of a device, if this is the end that tells of it.
  private void join(NetDevice device) {
    NetDevice other = device.link();
    boolean pair = other.link() == device;
    boolean under = base(device) == other;
    int from = numberOf(device);
    int to = numberOf(other);
    if (other == device || under || to == Device.NOTHING || (pair && from > to)) {
      return;
    }
    if (pair || other.netns() != device.netns()) {
      wires.add(new Wire(from, to, pair));
    }
  }
}
