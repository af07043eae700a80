package dev.patchbay.tools.ip;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;

/// The objects of `ip` for parts of Linux that this machine is without: they show what a machine
/// shows that has none of it, or refuse as a kernel without that part does. What would change
/// something is refused by name.
final class ForeignObject {
  private static final int EXIT = 255;
  private static final String NO_FAMILY =
      "RTNETLINK answers: No such file or directory\nError talking to the kernel";
  private static final String NO_HMAC = "RTNETLINK answers: Unknown error 524\nDump terminated";

  private static final Keywords XFRM = new Keywords("state", "policy", "monitor", "help");
  private static final Keywords XFRM_SHOWN =
      new Keywords("list", "show", "lst", "flush", "deleteall", "count", "help");
  private static final Keywords MACSEC =
      new Keywords("add", "set", "delete", "show", "offload", "help");

  private final Session session;
  private final String object;
  private final Args args;

  private ForeignObject(Session session, String object, Args args) {
    this.session = session;
    this.object = object;
    this.args = args;
  }

  static int run(Session session, String object, Args args) throws FileException {
    ForeignObject foreign = new ForeignObject(session, object, args);
    switch (object) {
      case "xfrm" -> foreign.xfrm();
      case "l2tp", "fou", "ila", "mptcp" -> foreign.family();
      case "sr" -> foreign.segmentRouting();
      case "ioam" -> foreign.ioam();
      case "macsec" -> foreign.listing(MACSEC, ".");
      default -> throw missing(object);
    }
    return 0;
  }

  private static Refusal missing(String what) {
    return new Refusal("ip: patchbay has no \"" + what + "\" yet.");
  }

  private CommandException unknown(String word, String end) {
    return new CommandException(
        EXIT, "Command \"" + word + "\" is unknown, try \"ip " + object + " help\"" + end);
  }

  // ---- netlink families of their own

  /// Without its module the kernel knows no family of that name.
  private void family() {
    if (!args.hasNext() || Args.matches(args.next(), "help")) {
      throw Usage.of(object);
    }
    throw new Refusal(NO_FAMILY);
  }

  private void segmentRouting() {
    String word = args.hasNext() ? args.next() : "help";
    String command = args.hasNext() ? args.next() : "";
    if (Args.matches(word, "help")) {
      throw Usage.of(object);
    }
    if (Args.matches(word, "hmac") && Args.matches(command, "show")) {
      throw new Refusal(NO_HMAC);
    }
    if (!Args.matches(word, "tunsrc")) {
      throw Args.invarg("unknown", word);
    }
    if (!Args.matches(command, "show")) {
      throw missing("sr " + word + " " + command);
    }
    session.output().text("tunsrc addr ::\n");
  }

  private void ioam() {
    String word = args.hasNext() ? args.next() : "help";
    if (Args.matches(word, "help")) {
      throw Usage.of(object);
    }
    if (!Args.matches(word, "namespace") && !Args.matches(word, "schema")) {
      throw Args.invarg("Unknown", word);
    }
    String command = args.hasNext() ? args.next() : "";
    if (!Args.matches(command, "show")) {
      throw missing("ioam " + word + " " + command);
    }
    nothing();
  }

  // ---- what is there, and empty

  private void xfrm() {
    String word = args.hasNext() ? args.next() : "help";
    String part = XFRM.find(word);
    if (part == null || part.equals("help")) {
      throw Usage.of(object);
    }
    String command = args.hasNext() ? args.next() : part.equals("monitor") ? "monitor" : "list";
    String known = XFRM_SHOWN.find(command);
    if ("help".equals(known)) {
      throw Usage.of("xfrm-" + part);
    }
    if (known == null || part.equals("monitor")) {
      throw missing("xfrm " + part + " " + command);
    }
    nothing();
  }

  private void listing(Keywords commands, String end) {
    String word = args.hasNext() ? args.next() : "help";
    String command = commands.find(word);
    if (command == null) {
      throw unknown(word, end);
    }
    switch (command) {
      case "help" -> throw Usage.of(object);
      case "show", "lst", "list" -> nothing();
      default -> throw missing(object + " " + command);
    }
  }

  private void nothing() {
    if (!object.equals("xfrm")) {
      session.output().begin();
      session.output().end();
    }
  }
}
