package dev.patchbay.tools.ip;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `ip link`: makes, changes, removes and shows links.
final class LinkObject {
  private static final Keywords COMMANDS =
      new Keywords(
          "add",
          "set",
          "change",
          "replace",
          "delete",
          "show",
          "lst",
          "list",
          "xstats",
          "afstats",
          "property",
          "help");

  private LinkObject() {}

  static int run(Session session, Args args) throws FileException, NetlinkException {
    if (!args.hasNext()) {
      return LinkListing.links(session, args);
    }
    String word = args.next();
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(255, "Command \"" + word + "\" is unknown, try \"ip link help\".");
    }
    switch (command) {
      case "add", "replace" -> add(session, args, command.equals("replace"));
      case "set", "change" -> set(session, args);
      case "delete" -> delete(session, args);
      case "xstats" -> LinkXstats.run(session, args);
      case "afstats" -> afstats(session, args);
      case "property" -> LinkProperty.run(session, args);
      case "help" -> help(session, args);
      default -> {
        return LinkListing.links(session, args);
      }
    }
    return 0;
  }

  // ---- requests

  private static void add(Session session, Args args, boolean replace) throws NetlinkException {
    LinkWords words = read(session, args, true);
    LinkRequest request = words.request();
    if (words.type() == null) {
      throw new Refusal("Not enough information: \"type\" argument is required");
    }
    words.check();
    if (replace && request.name != null && session.netns().device(request.name) != null) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    session.netns().links().add(request);
  }

  private static void set(Session session, Args args) throws NetlinkException {
    LinkWords words = read(session, args, false);
    LinkRequest request = words.request();
    words.check();
    Links links = session.netns().links();
    NetDevice device = words.device();
    if (device != null) {
      links.change(device, request);
      return;
    }
    int group = Objects.requireNonNull(request.group);
    for (NetDevice member : session.netns().devices()) {
      if (member.group() == group) {
        links.change(member, request);
      }
    }
  }

  private static void delete(Session session, Args args) throws NetlinkException {
    LinkWords words = read(session, args, false);
    Links links = session.netns().links();
    NetDevice device = words.device();
    if (device != null) {
      links.delete(device);
    } else {
      links.deleteGroup(Objects.requireNonNull(words.request().group));
    }
  }

  // ---- kinds

  private static LinkWords read(Session session, Args args, boolean create)
      throws NetlinkException {
    LinkWords words = new LinkWords(session, create);
    words.read(args);
    String type = words.type();
    if (type != null) {
      kind(session, type, words, args);
      if (type.isEmpty()) {
        throw new NetlinkException(Errno.ERANGE);
      }
    }
    return words;
  }

  private static void kind(Session session, String type, LinkWords words, Args args) {
    LinkRequest request = words.request();
    DeviceKind kind = kind(session, type);
    PortKind port = kind == null ? portKind(session, type) : null;
    request.kind = kind;
    request.portKind = port;
    if (kind == null && port == null) {
      ForeignKind.refuse(type, args);
    }
    if (!args.hasNext()) {
      return;
    }
    try {
      if (kind != null) {
        request.options = kind.parse(args, words);
      } else if (port != null) {
        request.portOptions = port.parse(args, words);
      }
    } catch (CommandException e) {
      throw e.status() == 1 ? new Refusal(e.message()) : e;
    }
  }

  /// The kind called so exactly: a [dev.patchbay.core.Catalogue] is not as strict.
  static @Nullable DeviceKind kind(Session session, String type) {
    DeviceKind kind = session.machine().deviceKinds().find(type);
    return kind != null && kind.name().equals(type) ? kind : null;
  }

  private static @Nullable PortKind portKind(Session session, String type) {
    PortKind kind = session.machine().portKinds().find(type);
    return kind != null && kind.name().equals(type) ? kind : null;
  }

  /// `ip link help [ TYPE ]`: a kind's own text goes to standard output.
  private static void help(Session session, Args args) {
    String type = args.hasNext() ? args.next() : "";
    DeviceKind kind = kind(session, type);
    PortKind port = kind == null ? portKind(session, type) : null;
    String text = kind != null ? kind.help() : port != null ? port.help() : ForeignKind.help(type);
    if (text.isEmpty()) {
      throw Usage.of("link");
    }
    session.output().text(text);
  }

  // ---- statistics of kinds

  /// No protocol here has statistics of its own for a device: only the words are looked at.
  private static void afstats(Session session, Args args) {
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("dev")) {
        session.requireDevice(args.next());
      } else if (Args.matches(word, "help")) {
        throw Usage.of("link");
      } else {
        throw new CommandException(
            255, "Command \"" + word + "\" is unknown, try \"ip link help\".");
      }
    }
  }
}
