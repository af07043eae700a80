package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.device.tunnel6.Tunnel6Requests;
import dev.patchbay.device.tunnel6.Tunnel6Snapshot;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.ArrayList;
import java.util.List;

/// `ip -6 tunnel`: tunnels above IPv6, by the requests of old (ip/ip6tunnel.c). It knows no JSON.
final class Tunnel6Object {
  private static final int EXIT = 255;

  private static final Keywords COMMANDS =
      new Keywords("add", "change", "delete", "show", "lst", "list", "help");

  private final Session session;
  private final Args args;

  Tunnel6Object(Session session, Args args) {
    this.session = session;
    this.args = args;
  }

  int run() throws FileException {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(
          EXIT, "Command \"" + word + "\" is unknown, try \"ip -f inet6 tunnel help\".");
    }
    switch (command) {
      case "add" -> add();
      case "change" -> change();
      case "delete" -> delete();
      case "help" -> throw Usage.of("tunnel6");
      default -> show();
    }
    return 0;
  }

  void add() throws FileException {
    Tunnel6Words words = Tunnel6Words.read(session, args, false);
    if (words.name().isEmpty()) {
      session.process().err().println("Tunnel interface name not specified");
    }
    try {
      Tunnel6Requests.add(session.netns(), words.base(), words.name(), words.request());
    } catch (NetlinkException e) {
      throw failed("add", words.base(), e);
    }
  }

  void change() {
    Tunnel6Words words = Tunnel6Words.read(session, args, true);
    String name = words.name().isEmpty() ? words.base() : words.name();
    try {
      Tunnel6Requests.change(session.netns(), name, words.request());
    } catch (NetlinkException e) {
      throw failed("add", name, e);
    }
  }

  void delete() {
    Tunnel6Words words = Tunnel6Words.read(session, args, false);
    String name = words.name().isEmpty() ? words.base() : words.name();
    try {
      Tunnel6Requests.delete(session.netns(), name, words.request());
    } catch (NetlinkException e) {
      throw failed("delete", name, e);
    }
  }

  private static Refusal failed(String what, String name, NetlinkException e) {
    return new Refusal(what + " tunnel \"" + name + "\" failed: " + e.errno().text());
  }

  // ---- show

  private void show() throws FileException {
    Tunnel6Words words = Tunnel6Words.read(session, args, false);
    boolean all = words.name().isEmpty() || session.options().statistics > 0;
    List<Tunnel6Snapshot> shown = all ? list(words) : List.of(get(words.name()));
    Tunnel6Text text = new Tunnel6Text(session);
    shown.forEach(text::show);
  }

  private Tunnel6Snapshot get(String name) {
    try {
      return Tunnel6Requests.get(session.netns(), name);
    } catch (NetlinkException e) {
      throw failed("get", name, e);
    }
  }

  private List<Tunnel6Snapshot> list(Tunnel6Words words) {
    List<Tunnel6Snapshot> shown = new ArrayList<>();
    for (NetDevice device : session.netns().devices()) {
      boolean named = words.name().isEmpty() || words.name().equals(device.name());
      if (named && Tunnel6Requests.isTunnel(device)) {
        Tunnel6Snapshot tunnel = get(device.name());
        if (tunnel.matches(words.request())) {
          shown.add(tunnel);
        }
      }
    }
    return shown;
  }
}
