package dev.patchbay.tools.nettools;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.AddressIoctl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words behind an interface's name: each is one request to the kernel, and a refusal does not
/// stop the next.
final class IfconfigWords {
  private static final int MASK_BITS = 32;
  private static final List<String> MEDIA =
      List.of("unknown", "10base2", "10baseT", "AUI", "100baseT", "100baseTX", "100baseFX");

  /// The command line is wrong: the usage follows.
  private static final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongUsage() {
      super(null, null, false, false);
    }
  }

  /// The rest of the words is given up.
  private static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1;

    GivenUp() {
      super(null, null, false, false);
    }
  }

  private interface Request {
    void run() throws NetlinkException;
  }

  private final Process process;
  private final InetNames names;
  private final String name;
  private AddressFamily family = AddressFamily.INET;
  private @Nullable Ip pendingMask;
  private boolean hasMask;

  /// The or of what the requests gave: 1 for a refusal, -1 for one about flags.
  private int errors;

  IfconfigWords(Process process, String name) {
    this.process = process;
    this.names = new InetNames(process);
    this.name = name;
  }

  /// Does what the words say; returns the exit status.
  int apply(Args args, boolean verbose) throws FileException {
    AddressFamily named = AddressFamily.ofWord(args.rest().getFirst());
    if (named != null) {
      family = named;
      args.skip();
    }
    try {
      while (args.hasNext()) {
        word(args.next(), args);
      }
      if (pendingMask != null) {
        netmask(pendingMask);
      }
    } catch (WrongUsage e) {
      return Ifconfig.usage(process, 3);
    } catch (GivenUp e) {
      return 1;
    }
    if (verbose && errors != 0) {
      process.complain("WARNING: at least one error occured. (" + errors + ")");
    }
    return errors & 0xff;
  }

  private void word(String word, Args args) {
    switch (word) {
      case "arp" -> clear(DeviceFlags.NOARP);
      case "-arp" -> set(DeviceFlags.NOARP);
      case "trailers" -> clear(DeviceFlags.NOTRAILERS);
      case "-trailers" -> set(DeviceFlags.NOTRAILERS);
      case "promisc" -> set(DeviceFlags.PROMISC);
      case "-promisc" ->
          clearOrWarn(DeviceFlags.PROMISC, "promisc mode... maybe other application is running?");
      case "multicast" -> set(DeviceFlags.MULTICAST);
      case "-multicast" -> clearOrWarn(DeviceFlags.MULTICAST, "MULTICAST mode.");
      case "allmulti" -> set(DeviceFlags.ALLMULTI);
      case "-allmulti" -> clearOrWarn(DeviceFlags.ALLMULTI, "ALLMULTI mode.");
      case "dynamic" -> set(DeviceFlags.DYNAMIC);
      case "-dynamic" -> clearOrWarn(DeviceFlags.DYNAMIC, "DYNAMIC mode.");
      case "up" -> set(DeviceFlags.UP | DeviceFlags.RUNNING);
      case "down" -> clear(DeviceFlags.UP);
      case "-broadcast" -> clearOrWarn(DeviceFlags.BROADCAST, "BROADCAST mode.");
      case "broadcast" -> broadcast(args);
      case "-pointopoint" -> clearOrWarn(DeviceFlags.POINTOPOINT, "POINTOPOINT mode.");
      case "pointopoint" -> pointopoint(args);
      default -> valueWord(word, args);
    }
  }

  private void valueWord(String word, Args args) {
    switch (word) {
      case "dstaddr" -> peer(next(args));
      case "netmask" -> netmaskWord(next(args));
      case "mtu" -> link("SIOCSIFMTU", request -> request.mtu = atoi(next(args)));
      case "txqueuelen" -> queueLength(next(args));
      case "name" -> link("SIOCSIFNAME", request -> request.name = next(args));
      case "hw" -> hardware(next(args), args);
      case "tunnel" -> tunnel(next(args));
      case "outfill", "keepalive" -> serial(word, next(args));
      case "mem_start", "io_addr", "irq" -> map(word, next(args));
      case "media" -> media(next(args), args);
      case "add" -> alias(next(args), true);
      case "del" -> alias(next(args), false);
      default -> address(word);
    }
  }

  private static String next(Args args) {
    if (!args.hasNext()) {
      throw new WrongUsage();
    }
    return args.next();
  }

  // ---- flags

  private void set(int flags) {
    setFlags(name, flags, 0);
  }

  private void clear(int flags) {
    setFlags(name, 0, flags);
  }

  private void clearOrWarn(int flag, String mode) {
    clear(flag);
    Interface now = Interface.find(process.netns(), name);
    if (now != null && now.has(flag)) {
      process.complain("Warning: Interface " + name + " still in " + mode);
    }
  }

  private void setFlags(String of, int set, int clear) {
    AddressIoctl named = new AddressIoctl(process.netns(), of);
    NetDevice device = named.device();
    if (device == null) {
      process.complain(of + ": ERROR while getting interface flags: " + Errno.ENODEV.text());
      errors = -1;
      return;
    }
    try {
      named.flags((device.shownFlags() | set) & ~clear);
    } catch (NetlinkException e) {
      process.complain("SIOCSIFFLAGS: " + e.errno().text());
      errors = -1;
    }
  }

  // ---- addresses

  private void request(String call, Request request) {
    try {
      request.run();
    } catch (NetlinkException e) {
      process.complain(call + ": " + e.errno().text());
      errors |= 1;
    }
  }

  private AddressIoctl ioctl() {
    return new AddressIoctl(process.netns(), name);
  }

  /// The address the word means, or null after a complaint.
  private @Nullable Ip host(String word) {
    InetNames.Meaning meaning = names.find(word, false);
    if (meaning == null) {
      process.complain(word + ": Unknown host");
      errors |= 1;
      return null;
    }
    return meaning.ip();
  }

  private void broadcast(Args args) {
    if (args.hasNext()) {
      Ip ip = host(args.next());
      if (ip == null) {
        return;
      }
      request("SIOCSIFBRDADDR", () -> ioctl().broadcast(ip));
    }
    set(DeviceFlags.BROADCAST);
  }

  private void pointopoint(Args args) {
    if (args.hasNext()) {
      Ip ip = host(args.next());
      if (ip == null) {
        return;
      }
      request("SIOCSIFDSTADDR", () -> ioctl().peer(ip));
    }
    set(DeviceFlags.POINTOPOINT);
  }

  private void peer(String word) {
    Ip ip = host(word);
    if (ip != null) {
      request("SIOCSIFDSTADDR", () -> ioctl().peer(ip));
    }
  }

  private void netmaskWord(String word) {
    if (hasMask) {
      throw new WrongUsage();
    }
    Ip mask = host(word);
    if (mask != null) {
      netmask(mask);
    }
  }

  private void netmask(Ip mask) {
    hasMask = true;
    request("SIOCSIFNETMASK", () -> ioctl().netmask(mask));
  }

  /// A word that is none: an address, with or without the length of its prefix. The interface goes
  /// up under it.
  private void address(String word) {
    String host = word;
    int slash = word.indexOf('/');
    if (slash >= 0 && family == AddressFamily.INET) {
      prefix(word.substring(slash + 1));
      host = word.substring(0, slash);
    }
    Ip ip = resolved(host);
    request("SIOCSIFADDR", () -> ioctl().address(ip));
    boolean isGoneAlias = name.indexOf(':') >= 0 && ip.isUnspecified();
    if (!isGoneAlias && !name.endsWith(":-")) {
      set(DeviceFlags.UP | DeviceFlags.RUNNING);
    }
  }

  private void prefix(String bits) {
    if (!bits.matches("[0-9]{0,9}") || hasMask || pendingMask != null) {
      throw new WrongUsage();
    }
    int length = bits.isEmpty() ? 0 : Integer.parseInt(bits);
    pendingMask = new Prefix(Ip.ANY4, Math.min(length, MASK_BITS)).netmask();
  }

  private Ip resolved(String word) {
    InetNames.Meaning meaning = null;
    switch (family) {
      case INET -> {
        meaning = names.find(word, false);
        if (meaning == null) {
          process.complain(word + ": Unknown host");
        }
      }
      case INET6 -> inet6(word);
      case UNIX -> {
        process.complain("ifconfig: Cannot set address for this protocol family.");
        throw new GivenUp();
      }
      default ->
          process.complain(
              "ifconfig: error resolving '" + word + "' to set address for af=" + family.word());
    }
    if (meaning == null) {
      process.complain("ifconfig: `--help' gives usage information.");
      throw new GivenUp();
    }
    return meaning.ip();
  }

  private void inet6(String word) {
    if (names.host6(word) == null) {
      process.complain("getaddrinfo: " + word + ": -2");
      process.complain(word + ": Unknown host");
      return;
    }
    process.complain("Don't know how to set addresses for family " + family.number() + ".");
    throw new GivenUp();
  }

  private void alias(String word, boolean add) {
    AliasRequests aliases = new AliasRequests(process, name);
    if (word.indexOf(':') < 0) {
      Ip ip = host(word);
      if (ip != null) {
        errors |= aliases.inet(ip, add, this::setFlags);
      }
      return;
    }
    String length = word.indexOf('/') < 0 ? "128" : word.substring(word.indexOf('/') + 1);
    int prefixLength = atoi(length);
    if (prefixLength < 0 || prefixLength > 128) {
      throw new WrongUsage();
    }
    errors |= aliases.inet6(word.replaceFirst("/.*", ""), prefixLength, add);
  }

  // ---- the device

  private interface Filling {
    void fill(LinkRequest request);
  }

  private void link(String call, Filling filling) {
    LinkRequest change = new LinkRequest();
    filling.fill(change);
    request(
        call,
        () -> {
          NetDevice device = ioctl().device();
          if (device == null) {
            throw new NetlinkException(Errno.ENODEV);
          }
          process.netns().links().change(device, change);
        });
  }

  private void queueLength(String word) {
    int length = (int) strtoul(word);
    if (length < 0) {
      request(
          "SIOCSIFTXQLEN",
          () -> {
            throw new NetlinkException(ioctl().device() == null ? Errno.ENODEV : Errno.EINVAL);
          });
      return;
    }
    link("SIOCSIFTXQLEN", request -> request.txQueueLength = length);
  }

  private void hardware(String type, Args args) {
    HardwareType known = HardwareType.ofWord(type);
    if (known == null) {
      throw new WrongUsage();
    }
    String word = next(args);
    if (known != HardwareType.ETHER) {
      process.complain("hw address type `" + type + "' has no handler to set address. failed.");
      errors |= 1;
      return;
    }
    Mac address = EtherText.parse(word);
    if (address == null) {
      process.complain(word + ": invalid ether address.");
      errors |= 1;
      return;
    }
    byte[] bytes = new byte[Mac.BYTES];
    address.write(bytes, 0);
    link("SIOCSIFHWADDR", request -> request.address = bytes);
  }

  private void tunnel(String word) {
    boolean isAddress = Ip.parse(word) != null && word.indexOf(':') >= 0;
    process.complain(
        isAddress
            ? "SIOCSIFDSTADDR: " + Errno.ENODEV.text()
            : word + ": Resolver Error 0 (no error)");
    errors |= 1;
  }

  private void serial(String word, String value) {
    atoi(value);
    process.complain(
        (word.equals("outfill") ? "SIOCSOUTFILL: " : "SIOCSKEEPALIVE: ") + Errno.EOPNOTSUPP.text());
    errors |= 1;
  }

  private void map(String word, String value) {
    strtoul(value);
    process.complain(word + ": SIOCSIFMAP: " + Errno.EOPNOTSUPP.text());
    errors |= 1;
  }

  private void media(String word, Args args) {
    if (word.equalsIgnoreCase("auto")) {
      set(DeviceFlags.AUTOMEDIA);
      // ifconfig forgets to step over the word, and reads it again.
      args.back();
      address(args.next());
      return;
    }
    boolean isKnown = MEDIA.stream().anyMatch(word::equalsIgnoreCase);
    process.complain(
        isKnown ? "port: SIOCSIFMAP: " + Errno.EOPNOTSUPP.text() : "Unknown media type.");
    errors |= 1;
  }

  /// The number a word begins with, as C reads it; 0 when it begins with none.
  static int atoi(String word) {
    String digits = word.strip().replaceFirst("^([+-]?[0-9]{0,9}).*", "$1");
    return digits.matches("[+-]?[0-9]+") ? Integer.parseInt(digits) : 0;
  }

  private static long strtoul(String word) {
    try {
      return Long.decode(word);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
