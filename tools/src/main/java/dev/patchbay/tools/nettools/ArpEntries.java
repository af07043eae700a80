package dev.patchbay.tools.nettools;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.neighbour.NeighbourSnapshot;
import dev.patchbay.stack.neighbour.NeighbourState;
import dev.patchbay.stack.neighbour.Neighbours;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `arp` shows the neighbours of IPv4, from what the kernel says in `/proc/net/arp`.
final class ArpEntries {
  private static final String HEAD =
      "Address                  HWtype  HWaddress           Flags Mask            Iface\n";

  private final Process process;
  private final Arp.Options options;
  private final InetNames names;

  ArpEntries(Process process, Arp.Options options) {
    this.process = process;
    this.options = options;
    this.names = new InetNames(process);
  }

  /// Shows the entries, or those of `host` unless it is empty.
  int show(String host) throws FileException {
    Ip only = host.isEmpty() ? null : hostOf(host);
    List<NeighbourSnapshot> all = entries();
    int shown = 0;
    for (NeighbourSnapshot entry : all) {
      if (isMeant(entry, only)) {
        process.out().print(options.bsd() ? bsd(entry) : linux(entry, shown == 0));
        shown++;
      }
    }
    if (options.verbose()) {
      int skipped = all.size() - shown;
      process
          .out()
          .print("Entries: " + all.size() + "\tSkipped: " + skipped + "\tFound: " + shown + "\n");
    }
    if (shown == 0) {
      nothing(host, only, all.size());
    }
    return 0;
  }

  private void nothing(String host, @Nullable Ip only, int entries) throws FileException {
    if (only != null && !options.bsd()) {
      process.out().print(host + " (" + only + ") -- no entry\n");
    } else if (only != null || options.hardware() != null || !options.device().isEmpty()) {
      process.out().print("arp: in " + entries + " entries no match found.\n");
    }
  }

  private Ip hostOf(String word) {
    InetNames.Meaning meaning = names.find(word, false);
    if (meaning == null) {
      throw new CommandException(Arp.FAILED, word + ": Unknown host");
    }
    return meaning.ip();
  }

  private List<NeighbourSnapshot> entries() {
    List<NeighbourSnapshot> entries = new ArrayList<>();
    Neighbours neighbours = Neighbours.of(process.netns());
    for (NeighbourSnapshot one : neighbours.snapshots(Family.IPV4)) {
      if ((one.state() & ~NeighbourState.NOARP) != 0) {
        entries.add(one);
      }
    }
    entries.addAll(neighbours.proxies(Family.IPV4));
    return entries;
  }

  private boolean isMeant(NeighbourSnapshot entry, @Nullable Ip only) {
    return (only == null || only.equals(entry.ip()))
        && (options.device().isEmpty() || options.device().equals(entry.device()))
        && (options.hardware() == null || options.hardware() == hardware(entry));
  }

  /// What is not known is called Ethernet.
  private HardwareType hardware(NeighbourSnapshot entry) {
    NetDevice device = process.netns().device(entry.ifindex());
    if (device == null) {
      return HardwareType.NETROM;
    }
    HardwareType type = HardwareType.of(device.hardwareType());
    return type == HardwareType.UNSPEC ? HardwareType.ETHER : type;
  }

  private static String device(NeighbourSnapshot entry) {
    return entry.device() == null ? "*" : entry.device();
  }

  private static boolean isPermanent(NeighbourSnapshot entry) {
    return entry.proxy() || entry.state() == NeighbourState.PERMANENT;
  }

  private String linux(NeighbourSnapshot entry, boolean withHead) {
    String name = names.host(entry.ip(), options.numeric());
    String flags =
        (entry.address() == null ? "" : "C")
            + (isPermanent(entry) ? "M" : "")
            + (entry.proxy() ? "P" : "");
    String middle;
    if (entry.address() != null) {
      middle = "%-8.8s%-20.20s".formatted(hardware(entry).word(), entry.octets());
    } else {
      middle = entry.proxy() ? "*       <from_interface>    " : "        (incomplete)        ";
    }
    return (withHead ? HEAD : "")
        + "%-23.23s  %s%-6.6s%-15.15s %s\n".formatted(name, middle, flags, "", device(entry));
  }

  private String bsd(NeighbourSnapshot entry) {
    String name = options.numeric() ? null : names.nameOf(entry.ip());
    String at;
    if (entry.address() != null) {
      at = entry.octets() + " [" + hardware(entry).word() + "] ";
    } else {
      at = entry.proxy() ? "<from_interface> " : "<incomplete> ";
    }
    return (name == null ? "?" : name)
        + " ("
        + entry.ip()
        + ") at "
        + at
        + (isPermanent(entry) ? "PERM " : "")
        + (entry.proxy() ? "PUB " : "")
        + "on "
        + device(entry)
        + "\n";
  }
}
