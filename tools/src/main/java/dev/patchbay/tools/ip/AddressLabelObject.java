package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.ip6.AddressLabels;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import org.jspecify.annotations.Nullable;

/// `ip addrlabel`: the labels by which IPv6 chooses source addresses.
final class AddressLabelObject {
  private static final Keywords COMMANDS =
      new Keywords("list", "show", "add", "delete", "flush", "help");

  private static final int ENDED = 255;

  /// What `add` and `del` name.
  private record Words(Prefix prefix, @Nullable NetDevice device, int label) {}

  private AddressLabelObject() {}

  static int run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.hasNext() ? args.next() : "list";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new Refusal(ENDED, "Command \"" + word + "\" is unknown, try \"ip addrlabel help\".");
    }
    AddressLabels labels = AddressLabels.of(session.netns());
    switch (command) {
      case "list", "show" -> list(session, args, labels);
      case "add" -> {
        Words words = read(session, args);
        labels.add(words.prefix(), words.device(), words.label());
      }
      case "delete" -> {
        Words words = read(session, args);
        labels.delete(words.prefix(), words.device());
      }
      case "flush" -> flush(session, args, labels);
      default -> throw Usage.of("addrlabel");
    }
    return 0;
  }

  private static void list(Session session, Args args, AddressLabels labels) throws FileException {
    if (args.hasNext()) {
      throw new Refusal("\"ip addrlabel show\" does not take any arguments.");
    }
    checkFamily(session);
    session.output().begin();
    for (AddressLabels.Label label : labels.all()) {
      show(session, label);
    }
    session.output().end();
    session.flush();
  }

  /// Only IPv6 has labels.
  private static void checkFamily(Session session) {
    if (session.family() != ProtocolFamily.UNSPEC && session.family() != ProtocolFamily.INET6) {
      throw new Refusal(ENDED, "RTNETLINK answers: Operation not supported\nDump terminated");
    }
  }

  private static void show(Session session, AddressLabels.Label label) {
    Output out = session.output();
    out.openObject(null);
    out.text("prefix ");
    out.string(Color.INET6, "address", "", label.prefix().address().text(), "");
    out.number("prefixlen", "/", label.prefix().length(), " ");
    if (label.device() != 0) {
      out.string("ifname", "dev ", session.netns().nameOf(label.device()), " ");
    }
    out.number("label", "label ", Integer.toUnsignedLong(label.value()), " ");
    out.text("\n");
    out.closeObject();
  }

  /// Words that mean nothing are passed over.
  private static Words read(Session session, Args args) {
    Prefix prefix = null;
    NetDevice device = null;
    Long label = null;
    while (args.hasNext()) {
      switch (args.next()) {
        case "prefix" -> prefix = InetText.prefix(args.next(), session.family());
        case "dev" -> device = TokenObject.device(session, args.next());
        case "label" -> label = label(args);
        default -> {}
      }
    }
    if (prefix == null || label == null) {
      String missing = prefix == null ? "prefix" : "label";
      throw new Refusal("Not enough information: \"" + missing + "\" argument is required.");
    }
    return new Words(prefix, device, (int) (long) label);
  }

  private static long label(Args args) {
    String word = args.peek();
    long label = args.u32("label is invalid\n");
    if ((int) label == AddressLabels.NONE) {
      throw Args.invarg("label is invalid\n", word == null ? "" : word);
    }
    return label;
  }

  private static void flush(Session session, Args args, AddressLabels labels)
      throws NetlinkException {
    if (args.hasNext()) {
      throw new CommandException(1, "\"ip addrlabel flush\" does not allow extra arguments");
    }
    checkFamily(session);
    for (AddressLabels.Label label : labels.all()) {
      NetDevice device = label.device() == 0 ? null : session.netns().device(label.device());
      labels.delete(label.prefix(), device);
    }
  }
}
