package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.tunnel.TunnelRequest;
import dev.patchbay.device.tunnel.TunnelRequests;
import dev.patchbay.device.tunnel.TunnelSnapshot;
import dev.patchbay.device.tunnel6.Tunnel6Request;
import dev.patchbay.device.tunnel6.Tunnel6Requests;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ip tunnel`: tunnels above IPv4, by the requests of old (ip/iptunnel.c).
final class TunnelObject {
  private static final int EXIT = 255;

  private static final Keywords COMMANDS =
      new Keywords("add", "change", "delete", "show", "list", "lst", "prl", "6rd", "help");

  private static final int ADD_ROUTER = 0x89f5;
  private static final int DELETE_ROUTER = 0x89f6;
  private static final int ADD_6RD = 0x89f9;
  private static final int DELETE_6RD = 0x89fa;

  private final Session session;
  private final Args args;

  private TunnelObject(Session session, Args args) {
    this.session = session;
    this.args = args;
  }

  static int run(Session session, Args args) throws FileException {
    if (session.family() == ProtocolFamily.MPLS || session.family() == ProtocolFamily.LINK) {
      throw new CommandException(EXIT, "Unsupported protocol family: " + session.family().number());
    }
    if (session.family() == ProtocolFamily.INET6 || TunnelWords.isAboveIpv6(args.rest())) {
      session.family(ProtocolFamily.INET6);
      return new Tunnel6Object(session, args).run();
    }
    TunnelObject object = new TunnelObject(session, args);
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(
          EXIT, "Command \"" + word + "\" is unknown, try \"ip tunnel help\"");
    }
    switch (command) {
      case "add" -> object.add();
      case "change" -> object.change();
      case "delete" -> object.delete();
      case "prl" -> object.routers();
      case "6rd" -> object.sixRd();
      case "help" -> throw Usage.of("tunnel");
      default -> object.show();
    }
    return 0;
  }

  // ---- add, change, delete

  private void add() {
    TunnelWords words = TunnelWords.read(session, args, false);
    String base = base(words);
    try {
      TunnelRequests.add(session.netns(), base, words.name(), words.request());
    } catch (NetlinkException e) {
      throw failed("add", base, e);
    }
  }

  private static String base(TunnelWords words) {
    String base = words.base();
    if (base == null) {
      throw new Refusal("cannot determine tunnel mode (ipip, gre, vti or sit)");
    }
    return base;
  }

  private void change() {
    TunnelWords words = TunnelWords.read(session, args, true);
    String base = base(words);
    String name = words.name().isEmpty() ? base : words.name();
    try {
      TunnelRequests.change(session.netns(), name, words.request());
    } catch (NetlinkException e) {
      throw failed("add", name, e);
    }
  }

  private void delete() {
    TunnelWords words = TunnelWords.read(session, args, false);
    String base = words.base();
    String name = words.name().isEmpty() && base != null ? base : words.name();
    try {
      NetDevice device = session.device(name);
      // Whatever carries it, a tunnel that is asked to go does.
      if (device != null && Tunnel6Requests.isTunnel(device)) {
        Tunnel6Requests.delete(session.netns(), name, new Tunnel6Request());
        return;
      }
      TunnelRequests.delete(session.netns(), name, words.request());
    } catch (NetlinkException e) {
      throw failed("delete", name, e);
    }
  }

  private static Refusal failed(String what, String name, NetlinkException e) {
    return new Refusal(what + " tunnel \"" + name + "\" failed: " + e.errno().text());
  }

  // ---- show

  private void show() throws FileException {
    TunnelWords words = TunnelWords.read(session, args, false);
    TunnelText text = new TunnelText(session);
    String base = words.base();
    List<TunnelSnapshot> shown = new ArrayList<>();
    TunnelSnapshot alone = base == null ? null : get(words.name().isEmpty() ? base : words.name());
    if (alone == null) {
      list(words, shown);
    }
    session.output().begin();
    if (alone != null) {
      text.showAlone(alone);
    }
    shown.forEach(text::show);
    session.output().end();
  }

  private TunnelSnapshot get(String name) {
    try {
      return TunnelRequests.get(session.netns(), name, new TunnelRequest());
    } catch (NetlinkException e) {
      throw failed("get", name, e);
    }
  }

  private void list(TunnelWords words, List<TunnelSnapshot> shown) {
    for (NetDevice device : session.netns().devices()) {
      boolean named = words.name().isEmpty() || words.name().equals(device.name());
      if (named && TunnelRequests.isTunnel(device)) {
        TunnelSnapshot tunnel = get(device.name());
        if (words.selects(tunnel)) {
          shown.add(tunnel);
        }
      }
    }
  }

  // ---- prl, 6rd

  private void routers() {
    String name = "";
    int address = 0;
    @Nullable String what = null;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "prl-default", "prl-nodefault", "prl-delete" -> {
          address = address(args.next());
          if (what != null) {
            throw new CommandException(EXIT, "One PRL entry at a time");
          }
          what = word;
        }
        case "dev" -> name = args.next();
        default -> throw new CommandException(EXIT, "Invalid PRL parameter \"" + word + "\"");
      }
    }
    requireDevice(name);
    if (what == null) {
      throw refused(name, 0, Errno.ENOTTY);
    }
    boolean delete = what.equals("prl-delete");
    try {
      TunnelRequests.router(
          session.netns(), name, address, delete ? null : what.equals("prl-default"));
    } catch (NetlinkException e) {
      throw refused(name, delete ? DELETE_ROUTER : ADD_ROUTER, e.errno());
    }
  }

  /// The reference kernel is made without 6rd.
  private void sixRd() {
    String name = "";
    int request = 0;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "6rd-prefix", "6rd-relay_prefix" -> {
          args.skip();
          request = ADD_6RD;
        }
        case "6rd-reset" -> request = DELETE_6RD;
        case "dev" -> name = args.next();
        default -> throw new CommandException(EXIT, "Invalid 6RD parameter \"" + word + "\"");
      }
    }
    requireDevice(name);
    NetDevice device = session.netns().device(name);
    Errno without = device == null ? Errno.ENODEV : Errno.EINVAL;
    throw refused(name, request, request == 0 ? Errno.ENOTTY : without);
  }

  private static int address(String word) {
    Ip ip = InetText.parse(word, Family.IPV4);
    if (ip == null) {
      throw new Refusal("Error: an IP address is expected rather than \"" + word + "\"");
    }
    return ip.toInt();
  }

  private static void requireDevice(String name) {
    if (name.isEmpty()) {
      throw new CommandException(EXIT, "Must specify device");
    }
  }

  private static Refusal refused(String name, int request, Errno errno) {
    return new Refusal(
        name + ": ioctl " + Integer.toHexString(request) + " failed: " + errno.text());
  }
}
