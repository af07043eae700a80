package dev.patchbay.core;

import dev.patchbay.core.Ethtool.LinkSettings;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileTree;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.file.VirtualFiles;
import dev.patchbay.core.file.VirtualFiles.Manner;
import dev.patchbay.core.text.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// `/sys` as it is mounted for a namespace: `class/net/DEV` with the device's attributes
/// (Documentation/ABI/testing/ sysfs-class-net) and what its kind and its master add.
public final class SysFiles {
  private SysFiles() {}

  /// What is mounted at `/sys` in `netns`.
  public static FileTree of(Netns netns) {
    TreeMap<String, Node> top = new TreeMap<>();
    top.put("class", new Single("net", new Devices(netns)));
    top.put("module", new Loaded(netns.machine().modules()));
    return new VirtualFiles(Manner.SYSFS, Node.directory(top));
  }

  /// A directory of one entry.
  private record Single(String name, Node entry) implements Node.Directory {
    @Override
    public List<String> names() {
      return List.of(name);
    }

    @Override
    public @Nullable Node child(String asked) {
      return asked.equals(name) ? entry : null;
    }
  }

  private record Devices(Netns netns) implements Node.Directory {
    @Override
    public List<String> names() {
      List<String> names = new ArrayList<>();
      netns.devices().forEach(device -> names.add(device.name()));
      names.addAll(ofModules().keySet());
      return names;
    }

    @Override
    public @Nullable Node child(String name) {
      NetDevice device = netns.device(name);
      return device == null ? ofModules().get(name) : Node.directory(attributes(device));
    }

    private Map<String, Node> ofModules() {
      Map<String, Node> files = new TreeMap<>();
      netns.machine().modules().loaded().forEach(one -> files.putAll(one.classFiles(netns)));
      return files;
    }
  }

  /// `/sys/module`: the modules that are loaded.
  private record Loaded(Modules modules) implements Node.Directory {
    @Override
    public List<String> names() {
      return modules.loaded().stream().map(KernelModule::name).toList();
    }

    @Override
    public @Nullable Node child(String name) {
      KernelModule module = modules.isLoaded(name) ? modules.find(name) : null;
      return module == null ? null : Node.directory(module(module));
    }

    private SortedMap<String, Node> module(KernelModule module) {
      TreeMap<String, Node> holders = new TreeMap<>();
      for (String holder : modules.holders(module)) {
        holders.put(holder, new Node.Link("../../" + holder));
      }
      TreeMap<String, Node> files = new TreeMap<>();
      put(files, "coresize", "" + module.size());
      put(files, "initsize", "0");
      put(files, "initstate", "live");
      put(files, "refcnt", "" + holders.size());
      put(files, "taint", "");
      files.put("holders", Node.directory(holders));
      files.put("notes", Node.directory(new TreeMap<>()));
      files.put("sections", Node.directory(new TreeMap<>()));
      files.put("uevent", Node.file(() -> ""));
      return files;
    }
  }

  /// What is so of every device here.
  private static final List<String> ZEROS =
      List.of("dev_port", "gro_flush_timeout", "napi_defer_hard_irqs", "testing", "threaded");

  /// What only hardware has.
  private static final List<String> UNSUPPORTED =
      List.of("phys_port_id", "phys_port_name", "phys_switch_id");

  private static SortedMap<String, Node> attributes(NetDevice device) {
    TreeMap<String, Node> files = new TreeMap<>();
    put(files, "address", device.addressText());
    put(files, "addr_assign_type", "3");
    put(files, "addr_len", "" + device.addressLength());
    put(files, "broadcast", device.isLoopback() ? "00:00:00:00:00:00" : device.broadcastText());
    put(files, "carrier_changes", "" + (device.carrierUps() + device.carrierDowns()));
    put(files, "carrier_up_count", "" + device.carrierUps());
    put(files, "carrier_down_count", "" + device.carrierDowns());
    put(files, "dev_id", "0x" + Integer.toHexString(device.deviceId()));
    put(files, "dormant", device.operState() == OperState.DORMANT ? "1" : "0");
    put(files, "ifindex", "" + device.index());
    put(files, "iflink", "" + device.link().index());
    put(files, "link_mode", device.isDormantMode() ? "1" : "0");
    put(files, "netdev_group", "" + device.group());
    put(files, "operstate", operState(device));
    put(files, "proto_down", device.isProtoDown() ? "1" : "0");
    put(files, "type", "" + device.hardwareType());
    for (String name : ZEROS) {
      put(files, name, "0");
    }
    for (String name : UNSUPPORTED) {
      files.put(name, Node.file(SysFiles::notSupported));
    }
    put(files, "uevent", "INTERFACE=" + device.name() + "\nIFINDEX=" + device.index());
    files.put("speed", Node.file(() -> link(device).speed() + "\n"));
    files.put("duplex", Node.file(() -> duplex(link(device)) + "\n"));
    files.put("carrier", Node.file(() -> carrier(device) + "\n"));
    files.put("ifalias", Node.file(() -> alias(device)));
    files.put("flags", Node.file(() -> "0x" + Integer.toHexString(device.flags()) + "\n"));
    files.put("mtu", Node.file(() -> device.mtu() + "\n", text -> setMtu(device, text)));
    files.put(
        "tx_queue_len",
        Node.file(
            () -> device.txQueueLength() + "\n",
            text -> device.txQueueLength(Sysctl.parse(text, 0, Integer.MAX_VALUE))));
    files.put("statistics", Node.directory(statistics(device.statistics())));
    device.uppers().forEach(upper -> neighbour(files, device, "upper_", upper));
    device.lowers().forEach(lower -> neighbour(files, device, "lower_", lower));
    NetDevice master = device.master();
    if (master != null) {
      files.put("master", new Node.Link("../" + master.name()));
    }
    DeviceKind kind = device.kind();
    if (kind != null) {
      files.putAll(kind.sysFiles(device));
    }
    PortKind.Port port = device.port();
    if (port != null) {
      files.putAll(port.kind().sysFiles(device));
    }
    return files;
  }

  private static void put(SortedMap<String, Node> files, String name, String value) {
    files.put(name, Node.file(() -> value + "\n"));
  }

  /// A link to a device above or below, in the same namespace.
  private static void neighbour(
      SortedMap<String, Node> files, NetDevice device, String prefix, NetDevice other) {
    if (other.netns() == device.netns()) {
      files.put(prefix + other.name(), new Node.Link("../" + other.name()));
    }
  }

  private static String notSupported() throws FileException {
    throw new FileException(Errno.EOPNOTSUPP);
  }

  private static LinkSettings link(NetDevice device) throws FileException {
    LinkSettings settings = device.isUp() ? device.ethtool().linkSettings() : null;
    if (settings == null) {
      throw new FileException(Errno.EINVAL);
    }
    return settings;
  }

  private static String duplex(LinkSettings settings) {
    return switch (settings.duplex()) {
      case "Full" -> "full";
      case "Half" -> "half";
      default -> "unknown";
    };
  }

  private static String alias(NetDevice device) {
    String alias = device.alias();
    return alias == null ? "" : alias + "\n";
  }

  private static String operState(NetDevice device) {
    OperState state = device.isUp() ? device.operState() : OperState.DOWN;
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static int carrier(NetDevice device) throws FileException {
    if (!device.isUp()) {
      throw new FileException(Errno.EINVAL);
    }
    return device.hasCarrier() ? 1 : 0;
  }

  private static void setMtu(NetDevice device, String text) throws FileException {
    try {
      device.netns().links().changeMtu(device, Sysctl.parse(text, 0, Integer.MAX_VALUE));
    } catch (NetlinkException e) {
      throw new FileException(e.errno());
    }
  }

  private record Counter(String name, ToLongFunction<Statistics> value) {}

  private static final List<Counter> COUNTERS =
      List.of(
          new Counter("collisions", s -> s.collisions),
          new Counter("multicast", s -> s.multicast),
          new Counter("rx_bytes", s -> s.rxBytes),
          new Counter("rx_compressed", s -> 0),
          new Counter("rx_crc_errors", s -> s.rxCrcErrors),
          new Counter("rx_dropped", s -> s.rxDropped),
          new Counter("rx_errors", s -> s.rxErrors),
          new Counter("rx_fifo_errors", s -> s.rxFifoErrors),
          new Counter("rx_frame_errors", s -> s.rxFrameErrors),
          new Counter("rx_length_errors", s -> s.rxLengthErrors),
          new Counter("rx_missed_errors", s -> s.rxMissedErrors),
          new Counter("rx_nohandler", s -> s.rxNohandler),
          new Counter("rx_over_errors", s -> s.rxOverErrors),
          new Counter("rx_packets", s -> s.rxPackets),
          new Counter("tx_aborted_errors", s -> s.txAbortedErrors),
          new Counter("tx_bytes", s -> s.txBytes),
          new Counter("tx_carrier_errors", s -> s.txCarrierErrors),
          new Counter("tx_compressed", s -> 0),
          new Counter("tx_dropped", s -> s.txDropped),
          new Counter("tx_errors", s -> s.txErrors),
          new Counter("tx_fifo_errors", s -> s.txFifoErrors),
          new Counter("tx_heartbeat_errors", s -> s.txHeartbeatErrors),
          new Counter("tx_packets", s -> s.txPackets),
          new Counter("tx_window_errors", s -> s.txWindowErrors));

  private static SortedMap<String, Node> statistics(Statistics statistics) {
    TreeMap<String, Node> files = new TreeMap<>();
    for (Counter counter : COUNTERS) {
      files.put(counter.name(), Node.file(() -> counter.value().applyAsLong(statistics) + "\n"));
    }
    return files;
  }
}
