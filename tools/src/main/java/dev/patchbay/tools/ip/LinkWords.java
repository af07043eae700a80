package dev.patchbay.tools.ip;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.OperState;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Mac;
import dev.patchbay.tools.iproute.Atoi;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.NetnsNames;
import dev.patchbay.tools.iproute.Refusal;
import dev.patchbay.tools.iproute.Switch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The words of `ip link add`, `set` and `delete` up to `type`, and those behind `peer`.
///
/// All are read before the kernel is asked for anything but the devices they name.
final class LinkWords implements LinkParser {
  private static final Keywords WORDS =
      new Keywords(
          "=up",
          "=down",
          "=name",
          "=index",
          "link",
          "address",
          "broadcast",
          "=brd",
          "txqueuelen",
          "=qlen",
          "txqlen",
          "=mtu",
          "=xdpgeneric",
          "=xdpdrv",
          "=xdpoffload",
          "=xdp",
          "=netns",
          "=multicast",
          "=allmulticast",
          "=promisc",
          "=trailers",
          "=arp",
          "=carrier",
          "=vf",
          "master",
          "=vrf",
          "nomaster",
          "dynamic",
          "type",
          "alias",
          "=group",
          "=mode",
          "=state",
          "numtxqueues",
          "numrxqueues",
          "addrgenmode",
          "link-netns",
          "link-netnsid",
          "=protodown",
          "=protodown_reason",
          "=gso_max_size",
          "=gso_max_segs",
          "=gro_max_size",
          "=parentdev");

  private static final int ALIAS_LENGTH = 255;
  private static final int MOST_SEGMENTS = 65535;

  private final Session session;
  private final boolean create;
  private LinkRequest request = new LinkRequest();
  private @Nullable String name;
  private @Nullable String dev;
  private @Nullable String link;
  private @Nullable String type;
  private @Nullable Netns linkNetns;
  private @Nullable NetDevice device;
  private @Nullable NetlinkException pending;
  private boolean hasDev;
  private boolean allOfGroup;
  private boolean hardware;

  @Override
  public boolean creates() {
    return create;
  }

  @Override
  public void warn(String line) {
    session.complain(line);
  }

  /// Words of a command that makes a device when `create`, and otherwise names one that is there.
  LinkWords(Session session, boolean create) {
    this.session = session;
    this.create = create;
  }

  // ---- what they said

  LinkRequest request() {
    return request;
  }

  /// The word behind `type`, or null.
  @Nullable String type() {
    return type;
  }

  /// The device they are about; null when it is to be made, or when they are about a group.
  @Nullable NetDevice device() {
    return device;
  }

  /// Whether they are about every device of a group.
  boolean isGroup() {
    return allOfGroup;
  }

  /// Refuses what the words alone cannot: a process that is not there, a setting of hardware.
  void check() throws NetlinkException {
    if (pending != null) {
      throw pending;
    }
    if (hardware && !create) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
  }

  // ---- reading

  /// The words of a device within another one's (`peer`), to the end.
  @Override
  public void parse(Args args, LinkRequest into) {
    LinkWords inner = new LinkWords(session, create);
    inner.request = into;
    inner.read(args);
    if (inner.type != null) {
      throw Args.duplicate("type", inner.type);
    }
    if (inner.pending != null) {
      pending = inner.pending;
    }
  }

  @Override
  public Netns netns() {
    return session.netns();
  }

  /// Reads up to `type` and its word, or to the end.
  void read(Args args) {
    while (args.hasNext() && type == null) {
      String word = args.next();
      String keyword = WORDS.find(word);
      if (keyword == null) {
        dev(word, args);
      } else {
        take(keyword, args);
      }
    }
    settle(args);
  }

  private void dev(String word, Args args) {
    if (Args.matches(word, "help")) {
      throw Usage.of("link");
    }
    String value = word.equals("dev") ? args.next() : word;
    if (hasDev) {
      throw Args.garbage("dev", value);
    }
    if (!isLongName(value)) {
      throw Args.invarg("\"dev\" not a valid ifname", value);
    }
    dev = value;
    hasDev = true;
  }

  /// Whether it may be a name or an alternative name (`check_altifname`).
  static boolean isLongName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '/' || c == ' ' || (c >= '\t' && c <= '\r')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private void take(String keyword, Args args) {
    switch (keyword) {
      case "up" -> request.flag(DeviceFlags.UP, true);
      case "down" -> request.flag(DeviceFlags.UP, false);
      case "name" -> name(args);
      case "index" -> index(args);
      case "link" -> link = args.next();
      case "address" -> request.address = LinkLayer.parse(args.next());
      case "broadcast", "brd" -> broadcast(args);
      case "txqueuelen", "qlen", "txqlen" ->
          request.txQueueLength = number(request.txQueueLength, "txqueuelen", args);
      case "mtu" -> request.mtu = number(request.mtu, "mtu", args);
      case "xdpgeneric", "xdpdrv", "xdpoffload", "xdp" -> xdp(args);
      case "netns" -> moveTo(args);
      case "multicast" -> flag(DeviceFlags.MULTICAST, keyword, args);
      case "allmulticast" -> flag(DeviceFlags.ALLMULTI, keyword, args);
      case "promisc" -> flag(DeviceFlags.PROMISC, keyword, args);
      case "dynamic" -> flag(DeviceFlags.DYNAMIC, keyword, args);
      case "trailers" -> request.flag(DeviceFlags.NOTRAILERS, !Switch.flag(keyword, args));
      case "arp" -> request.flag(DeviceFlags.NOARP, !Switch.flag(keyword, args));
      case "carrier" -> request.carrier = Switch.onOff(keyword, args);
      case "vf" -> virtualFunction(args);
      case "master" -> master(args);
      case "vrf" -> vrf(args);
      case "nomaster" -> noMaster();
      case "type" -> type = args.next();
      case "alias" -> alias(args);
      case "group" -> group(args);
      case "mode" -> mode(args);
      case "state" -> state(args);
      case "numtxqueues" -> request.numTxQueues = number(request.numTxQueues, keyword, args);
      case "numrxqueues" -> request.numRxQueues = number(request.numRxQueues, keyword, args);
      case "addrgenmode" -> addressGenerationMode(args);
      case "link-netns" -> linkNetns(args);
      case "link-netnsid" -> linkNetnsid(args);
      case "protodown" -> request.protoDown = Switch.onOff(keyword, args);
      case "protodown_reason" -> protoDownReason(args);
      case "gso_max_size" -> request.gsoMaxSize = limit(keyword, args, Integer.MAX_VALUE);
      case "gso_max_segs" -> request.gsoMaxSegments = limit(keyword, args, MOST_SEGMENTS);
      case "gro_max_size" -> request.groMaxSize = limit(keyword, args, Integer.MAX_VALUE);
      default -> args.skip(); // parentdev names a bus, and no device here is on one.
    }
  }

  private void flag(int flag, String keyword, Args args) {
    request.flag(flag, Switch.flag(keyword, args));
  }

  private static int number(@Nullable Integer before, String key, Args args) {
    if (before != null) {
      throw Args.duplicate(key, args.next());
    }
    return args.integer("Invalid \"" + key + "\" value\n");
  }

  private static int limit(String key, Args args, int most) {
    String word = args.next();
    OptionalLong value = Numbers.u32(word, 0);
    if (value.isEmpty() || value.getAsLong() > most) {
      throw Args.invarg("Invalid \"" + key + "\" value\n", word);
    }
    return (int) value.getAsLong();
  }

  private void name(Args args) {
    String word = args.next();
    if (name != null) {
      throw Args.duplicate("name", word);
    }
    if (!isLongName(word) || word.getBytes(StandardCharsets.UTF_8).length > 15) {
      throw Args.invarg("\"name\" not a valid ifname", word);
    }
    name = word;
    if (dev == null) {
      dev = name;
    }
  }

  private void index(Args args) {
    String word = args.next();
    if (request.index != 0) {
      throw Args.duplicate("index", word);
    }
    request.index = Atoi.of(word);
    if (request.index <= 0) {
      throw Args.invarg("Invalid \"index\" value", word);
    }
  }

  private void broadcast(Args args) {
    byte[] bytes = LinkLayer.parse(args.next());
    if (bytes.length < Mac.BYTES) {
      pending = new NetlinkException(Errno.EINVAL);
    } else {
      request.broadcast = Mac.of(Arrays.copyOf(bytes, Mac.BYTES), 0);
    }
  }

  private void xdp(Args args) {
    String mode = args.next();
    if (mode.equals("off") || mode.equals("none")) {
      return;
    }
    if (!Args.matches(mode, "object") && !Args.matches(mode, "pinned")) {
      throw new CommandException(255, "What mode is \"" + mode + "\"?");
    }
    throw Args.matches(mode, "object")
        ? BpfProgram.unloadable(args.next())
        : BpfProgram.unpinned(args.next());
  }

  private void moveTo(Args args) {
    String word = args.next();
    if (request.netns != null) {
      throw Args.duplicate("netns", word);
    }
    request.netns = NetnsNames.find(session.process(), word);
    if (request.netns == null) {
      request.netns = ofProcess(word);
    }
  }

  private @Nullable Netns ofProcess(String word) {
    OptionalLong pid = Numbers.integer(word, 0);
    if (pid.isEmpty()) {
      if (word.indexOf('/') >= 0 && session.process().files().exists(word)) {
        pending = new NetlinkException(Errno.EINVAL);
        return null;
      }
      throw Args.invarg("Invalid \"netns\" value\n", word);
    }
    Process process = session.machine().processes().find((int) pid.getAsLong());
    if (process == null) {
      pending = new NetlinkException(Errno.ESRCH);
    }
    return process == null ? null : process.netns();
  }

  private void virtualFunction(Args args) {
    VirtualFunction.read(args);
    hardware = true;
  }

  private void master(Args args) {
    String word = args.next();
    request.noMaster = false;
    request.master = session.device(word);
    if (request.master == null) {
      throw Args.invarg("Device does not exist\n", word);
    }
  }

  @Override
  public @Nullable Integer table(String word) {
    return Names.TABLES.number(session, word);
  }

  private void vrf(Args args) {
    String word = args.next();
    request.noMaster = false;
    request.master = Vrfs.require(session, word, "Not a valid VRF name\n");
  }

  private void noMaster() {
    request.master = null;
    request.noMaster = true;
  }

  private void alias(Args args) {
    String word = args.next();
    if (word.getBytes(StandardCharsets.UTF_8).length > ALIAS_LENGTH) {
      throw Args.invarg("alias too long\n", word);
    }
    request.alias = word;
  }

  private void group(Args args) {
    String word = args.next();
    if (request.group != null) {
      throw Args.duplicate("group", word);
    }
    request.group = Names.GROUPS.number(session, word);
    if (request.group == null) {
      throw Args.invarg("Invalid \"group\" value\n", word);
    }
  }

  private void mode(Args args) {
    String word = args.next();
    request.dormantMode =
        switch (word) {
          case "default" -> false;
          case "dormant" -> true;
          default -> throw Args.invarg("Invalid link mode\n", word);
        };
  }

  private void state(Args args) {
    String word = args.next();
    for (OperState state : OperState.values()) {
      if (state.name().equalsIgnoreCase(word)) {
        request.operState = state;
        return;
      }
    }
    throw Args.invarg("Invalid operstate\n", word);
  }

  private void addressGenerationMode(Args args) {
    String word = args.next();
    request.addressGenerationMode = AddressGeneration.of(word);
    if (request.addressGenerationMode == null) {
      throw Args.invarg("Invalid address generation mode\n", word);
    }
  }

  private void linkNetns(Args args) {
    String word = args.next();
    linkNetns = NetnsNames.find(session.process(), word);
    if (linkNetns == null) {
      throw Args.invarg("Invalid \"link-netns\" value\n", word);
    }
    session.netns().nsid(linkNetns);
  }

  private void linkNetnsid(Args args) {
    int id = args.integer("Invalid \"link-netnsid\" value\n");
    linkNetns = session.netns().byNsid(id);
    if (linkNetns == null && create) {
      pending = new NetlinkException(Errno.EINVAL, "Unknown network namespace id.");
    }
  }

  private void protoDownReason(Args args) {
    String word = args.next();
    if (Numbers.u8(word, 0).isEmpty()) {
      throw Args.invarg("invalid protodown reason\n", word);
    }
    Switch.onOff("protodown_reason", args);
    if (!create) {
      pending = new NetlinkException(Errno.EOPNOTSUPP, "Protodown not supported by device.");
    }
  }

  // ---- what they come to

  private void settle(Args args) {
    if (name == null) {
      name = dev;
    } else if (dev == null) {
      dev = name;
    }
    checkAddress();
    if (!create && request.index != 0 && request.netns == null) {
      throw new CommandException(
          255,
          "index can be used only when creating devices or when moving device to another netns.");
    }
    if (request.group != null && dev == null) {
      settleGroup(args);
    } else if (create) {
      settleNew();
    } else {
      settleOld();
    }
  }

  private void checkAddress() {
    NetDevice known = create || dev == null || request.address == null ? null : session.device(dev);
    int length = known == null ? 0 : LinkLayer.length(known);
    if (length > 0 && request.address != null && request.address.length != length) {
      throw new Refusal(
          "Invalid address length " + request.address.length + " - must be " + length + " bytes");
    }
  }

  private void settleGroup(Args args) {
    if (args.hasNext()) {
      throw garbage(255, args.next());
    }
    if (create) {
      throw new CommandException(255, "group cannot be used when creating devices.");
    }
    type = null;
    allOfGroup = true;
  }

  static CommandException garbage(int status, String word) {
    return new CommandException(
        status, "Garbage instead of arguments \"" + word + " ...\". Try \"ip link help\".");
  }

  private void settleNew() {
    if (name != null && !name.equals(dev)) {
      throw new CommandException(
          255, "both \"name\" and \"dev\" cannot be used when creating devices.");
    }
    if (link != null) {
      NetDevice lower = session.requireDevice(link);
      request.link = linkNetns == null ? lower : linkNetns.device(lower.index());
    }
    request.name = name;
  }

  private void settleOld() {
    if (dev == null) {
      throw new CommandException(255, "Not enough information: \"dev\" argument is required.");
    }
    device = session.requireDevice(dev);
    request.name = dev.equals(name) ? null : name;
  }
}
