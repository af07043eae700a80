package dev.patchbay.core;

import dev.patchbay.core.Ethtool.LinkSettings;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The files of a device under `/sys/devices/virtual/net`, and what its kind and its master add
/// (Documentation/ABI/testing/sysfs-class-net, sysfs-class-net-queues).
final class DeviceFiles {
  /// What is so of every device here.
  private static final List<String> ZEROS =
      List.of("dev_port", "gro_flush_timeout", "napi_defer_hard_irqs");

  /// What only hardware has.
  private static final List<String> UNSUPPORTED =
      List.of("phys_port_id", "phys_port_name", "phys_switch_id");

  private static final int LONGEST_ALIAS = 255;

  private final NetDevice device;
  private final TreeMap<String, Node> files = new TreeMap<>();

  private DeviceFiles(NetDevice device) {
    this.device = device;
  }

  static Node.Directory of(NetDevice device) {
    DeviceFiles all = new DeviceFiles(device);
    all.names();
    all.counts();
    all.states();
    all.settings();
    all.queues();
    all.neighbours();
    return Node.directory(all.files);
  }

  private void put(String name, String value) {
    put(files, name, value);
  }

  private static void put(SortedMap<String, Node> files, String name, String value) {
    files.put(name, Node.file(() -> value + "\n"));
  }

  // ---- what cannot be written

  /// An address, also one of IP that a tunnel has in its place, byte for byte.
  private static String bytes(String address) {
    Ip ip = Ip.parse(address);
    if (ip == null) {
      return address;
    }
    byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES).putLong(ip.hi()).putLong(ip.lo()).array();
    return HexFormat.ofDelimiter(":").formatHex(bytes, 0, ip.isV4() ? Integer.BYTES : bytes.length);
  }

  private void names() {
    put("address", bytes(device.addressText()));
    put("addr_assign_type", "" + device.addressOrigin().ordinal());
    put("addr_len", "" + device.addressLength());
    put("broadcast", device.isLoopback() ? "00:00:00:00:00:00" : bytes(device.broadcastText()));
    put("dev_id", "0x" + Integer.toHexString(device.deviceId()));
    put("ifindex", "" + device.index());
    put("iflink", "" + device.linkIndex());
    files.put("name_assign_type", Node.file(this::nameOrigin));
    put("type", "" + device.hardwareType());
    put("uevent", "INTERFACE=" + device.name() + "\nIFINDEX=" + device.index());
    for (String name : ZEROS) {
      put(name, "0");
    }
    for (String name : UNSUPPORTED) {
      files.put(name, Node.file(DeviceFiles::notSupported));
    }
  }

  private String nameOrigin() throws FileException {
    if (device.nameOrigin() == NameOrigin.UNKNOWN) {
      throw new FileException(Errno.EINVAL);
    }
    return device.nameOrigin().ordinal() + "\n";
  }

  private static String notSupported() throws FileException {
    throw new FileException(Errno.EOPNOTSUPP);
  }

  private void counts() {
    put("carrier_changes", "" + (device.carrierUps() + device.carrierDowns()));
    put("carrier_up_count", "" + device.carrierUps());
    put("carrier_down_count", "" + device.carrierDowns());
    files.put("statistics", Node.directory(statistics(device.statistics())));
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

  private void states() {
    put("link_mode", device.isDormantMode() ? "1" : "0");
    put("operstate", operState().name().toLowerCase(Locale.ROOT));
    files.put("dormant", whileUp(() -> device.operState() == OperState.DORMANT ? "1" : "0"));
    files.put("testing", whileUp(() -> "0"));
    files.put("speed", Node.file(() -> link().speed() + "\n"));
    files.put("duplex", Node.file(() -> duplex(link()) + "\n"));
  }

  private OperState operState() {
    return device.isUp() ? device.operState() : OperState.DOWN;
  }

  private Node whileUp(Node.Reading reading) {
    return Node.file(() -> {
      requireUp();
      return reading.read() + "\n";
    });
  }

  private void requireUp() throws FileException {
    if (!device.isUp()) {
      throw new FileException(Errno.EINVAL);
    }
  }

  private LinkSettings link() throws FileException {
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

  // ---- what can

  /// What takes a number that is written to a file.
  private interface NumberWriting {
    void write(int value) throws NetlinkException;
  }

  /// `netdev_store`: C's `unsigned long`, of which an `int` is kept.
  private void setting(String name, Node.Reading reading, NumberWriting writing) {
    files.put(name, Node.file(() -> reading.read() + "\n", text -> write(number(text), writing)));
  }

  private static void write(long value, NumberWriting writing) throws FileException {
    try {
      writing.write((int) value);
    } catch (NetlinkException e) {
      throw new FileException(e.errno());
    }
  }

  private static long number(String text) throws FileException {
    try {
      long value = Long.decode(text.strip());
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException notOne) {
      throw new FileException(Errno.EINVAL);
    }
    throw new FileException(Errno.EINVAL);
  }

  private void settings() {
    Links links = device.netns().links();
    setting("mtu", () -> "" + device.mtu(), value -> links.changeMtu(device, value));
    setting(
        "flags",
        () -> "0x" + Integer.toHexString(device.flags()),
        value -> links.changeFlags(device, value, -1));
    setting("netdev_group", () -> "" + device.group(), device::group);
    setting("threaded", () -> "0", value -> refuse());
    setting("proto_down", () -> device.isProtoDown() ? "1" : "0", value -> refuse());
    files.put(
        "carrier",
        Node.file(
            () -> {
              requireUp();
              return device.hasCarrier() ? "1\n" : "0\n";
            },
            this::changeCarrier));
    files.put(
        "tx_queue_len", Node.file(() -> device.txQueueLength() + "\n", this::changeQueueLength));
    files.put("ifalias", Node.file(this::alias, this::changeAlias));
  }

  private static void refuse() throws NetlinkException {
    throw new NetlinkException(Errno.EOPNOTSUPP);
  }

  private void changeCarrier(String text) throws FileException {
    long value = number(text);
    requireUp();
    if (!device.has(Features.CHANGE_CARRIER)) {
      throw new FileException(Errno.EOPNOTSUPP);
    }
    write(value, on -> device.changeCarrier(on != 0));
  }

  private void changeQueueLength(String text) throws FileException {
    long value = number(text);
    if (value > Integer.MAX_VALUE) {
      throw new FileException(Errno.ERANGE);
    }
    device.txQueueLength((int) value);
  }

  private String alias() {
    String alias = device.alias();
    return alias == null ? "" : alias + "\n";
  }

  private void changeAlias(String text) throws FileException {
    String alias = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    if (alias.length() > LONGEST_ALIAS) {
      throw new FileException(Errno.EINVAL);
    }
    device.alias(alias.isEmpty() ? null : alias);
  }

  // ---- what it is made of

  private void queues() {
    TreeMap<String, Node> all = new TreeMap<>();
    for (int i = 0; i < device.realTxQueues(); i++) {
      all.put("tx-" + i, Node.directory(queue()));
    }
    files.put("queues", Node.directory(all));
    files.put("power", Node.directory(power()));
    files.put("subsystem", new Node.Link("../../../../class/net"));
  }

  /// No queue is bound to a class, none was ever stuck, and none limits its bytes.
  private SortedMap<String, Node> queue() {
    TreeMap<String, Node> limits = new TreeMap<>();
    put(limits, "hold_time", "1000");
    put(limits, "inflight", "0");
    put(limits, "limit", "0");
    put(limits, "limit_max", "1879048192");
    put(limits, "limit_min", "0");
    TreeMap<String, Node> files = new TreeMap<>();
    files.put("byte_queue_limits", Node.directory(limits));
    put(files, "tx_timeout", "0");
    files.put("traffic_class", Node.file(this::trafficClass));
    return files;
  }

  /// A device with one queue has no classes of traffic.
  private String trafficClass() throws FileException {
    if (device.numTxQueues() == 1) {
      throw new FileException(Errno.ENOENT);
    }
    return "0\n";
  }

  private static SortedMap<String, Node> power() {
    TreeMap<String, Node> files = new TreeMap<>();
    files.put(
        "autosuspend_delay_ms",
        Node.file(() -> {
          throw new FileException(Errno.EIO);
        }));
    put(files, "control", "auto");
    put(files, "runtime_active_time", "0");
    put(files, "runtime_status", "unsupported");
    put(files, "runtime_suspended_time", "0");
    return files;
  }

  private void neighbours() {
    device.uppers().forEach(upper -> neighbour("upper_", upper));
    device.lowers().forEach(lower -> neighbour("lower_", lower));
    NetDevice master = device.master();
    if (master != null) {
      files.put("master", new Node.Link("../" + master.name()));
    }
    @Nullable DeviceKind kind = device.kind();
    if (kind != null) {
      files.putAll(kind.sysFiles(device));
    }
    PortKind.@Nullable Port port = device.port();
    if (port != null) {
      files.putAll(port.kind().sysFiles(device));
    }
  }

  /// A link to a device above or below, in the same namespace.
  private void neighbour(String prefix, NetDevice other) {
    if (other.netns() == device.netns()) {
      files.put(prefix + other.name(), new Node.Link("../" + other.name()));
    }
  }
}
