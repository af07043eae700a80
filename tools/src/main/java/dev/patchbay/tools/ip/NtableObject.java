package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.neighbour.NeighbourSetting;
import dev.patchbay.stack.neighbour.NeighbourTable;
import dev.patchbay.stack.neighbour.TrueSize;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `ip ntable`: the settings of the neighbour tables. Only those of devices can be changed.
final class NtableObject {
  private static final Keywords COMMANDS =
      new Keywords("change", "=chg", "show", "lst", "list", "help");
  private static final int ENDED = 255;
  private static final int MILLISECONDS_PER_JIFFY = 10;

  private NtableObject() {}

  static int run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new Refusal(ENDED, "Command \"" + word + "\" is unknown, try \"ip ntable help\".");
    }
    switch (command) {
      case "change", "chg" -> change(session, args);
      case "help" -> throw Usage.of("ntable");
      default -> show(session, args);
    }
    return 0;
  }

  private static boolean isAsked(Session session, NeighbourTable table, @Nullable String name) {
    boolean ofFamily =
        session.family() == ProtocolFamily.UNSPEC || session.family().addresses() == table.family();
    return ofFamily && (name == null || name.equals(table.name()));
  }

  private static void show(Session session, Args args) throws FileException {
    NetDevice device = null;
    String name = null;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "dev" -> device = shown(session, args.next());
        case "name" -> name = args.next();
        default -> throw Args.invarg("unknown", word);
      }
    }
    session.output().begin();
    for (Family family : Family.values()) {
      NeighbourTable table = NeighbourTable.of(session.machine(), family);
      if (isAsked(session, table, name)) {
        show(session, table, device);
      }
    }
    session.output().end();
    session.flush();
  }

  private static NetDevice shown(Session session, String name) {
    NetDevice device = session.device(name);
    if (device == null) {
      throw Args.invarg("\"DEV\" is invalid", name);
    }
    return device;
  }

  /// The newest device comes first.
  private static void show(Session session, NeighbourTable table, @Nullable NetDevice only) {
    NtableText text = new NtableText(session);
    if (only != null) {
      text.show(table, only);
      return;
    }
    text.show(table, null);
    List<NetDevice> devices = List.copyOf(session.netns().devices());
    devices.reversed().forEach(device -> text.show(table, device));
  }

  private static void change(Session session, Args args) throws NetlinkException {
    String name = null;
    NetDevice device = null;
    boolean limits = false;
    Map<NeighbourSetting, Integer> settings = new EnumMap<>(NeighbourSetting.class);
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "name" -> {
          if (name != null) {
            throw Args.duplicate("NAME", args.next());
          }
          name = args.next();
        }
        case "dev" -> device = session.requireDevice(args.next());
        case "thresh1", "thresh2", "thresh3" -> limits = args.u32(invalid(word)) >= 0;
        case "gc_int" -> {
          args.u64(invalid(word));
          limits = true;
        }
        default -> settings.put(setting(word), value(word, args));
      }
    }
    if (name == null) {
      throw Args.required("NAME");
    }
    if (!limits && settings.isEmpty()) {
      throw new Refusal(ENDED, "Not enough information: changeable attributes required.");
    }
    set(session, name, device, settings);
    if (limits) {
      throw refused(session);
    }
  }

  /// What the kernel answers outside the initial namespace, where no limit and no default is.
  private static NetlinkException refused(Session session) {
    if (session.netns() == session.machine().initialNetns()) {
      throw new Refusal("ip: patchbay changes limits and defaults of neighbours by sysctl only.");
    }
    return new NetlinkException(Errno.ENOENT);
  }

  private static void set(
      Session session,
      String name,
      @Nullable NetDevice device,
      Map<NeighbourSetting, Integer> settings)
      throws NetlinkException {
    for (Family family : Family.values()) {
      NeighbourTable table = NeighbourTable.of(session.machine(), family);
      if (isAsked(session, table, name)) {
        if (device == null) {
          throw refused(session);
        }
        settings.forEach(table.ownParameters(device)::set);
        return;
      }
    }
    throw new NetlinkException(Errno.ENOENT);
  }

  private static String invalid(String word) {
    return "\"" + word + "\" value is invalid";
  }

  private static NeighbourSetting setting(String word) {
    return switch (word) {
      case "base_reachable" -> NeighbourSetting.BASE_REACHABLE_TIME;
      case "retrans" -> NeighbourSetting.RETRANS_TIME;
      case "gc_stale" -> NeighbourSetting.GC_STALE_TIME;
      case "delay_probe" -> NeighbourSetting.DELAY_PROBE_TIME;
      case "queue" -> NeighbourSetting.QUEUE_LENGTH_BYTES;
      case "app_probes" -> NeighbourSetting.APP_SOLICIT;
      case "ucast_probes" -> NeighbourSetting.UCAST_SOLICIT;
      case "mcast_probes" -> NeighbourSetting.MCAST_SOLICIT;
      case "anycast_delay" -> NeighbourSetting.ANYCAST_DELAY;
      case "proxy_delay" -> NeighbourSetting.PROXY_DELAY;
      case "proxy_queue" -> NeighbourSetting.PROXY_QUEUE_LENGTH;
      case "locktime" -> NeighbourSetting.LOCKTIME;
      default -> throw Args.invarg("unknown", word);
    };
  }

  /// Times are given in milliseconds and kept in jiffies, rounded up.
  private static int value(String word, Args args) {
    return switch (word) {
      case "queue" -> (int) args.u32(invalid(word)) * TrueSize.FRAME;
      case "app_probes", "ucast_probes", "mcast_probes", "proxy_queue" ->
          (int) args.u32(invalid(word));
      default -> Math.ceilDiv((int) args.u64(invalid(word)), MILLISECONDS_PER_JIFFY);
    };
  }
}
