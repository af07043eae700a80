package dev.patchbay.tools.ip;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.device.tun.TunFile;
import dev.patchbay.device.tun.TunFlags;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;

/// `ip tuntap`: makes and removes devices whose other end is a program (ip/iptuntap.c).
final class TuntapObject {
  private static final int EXIT = 255;

  private static final Keywords COMMANDS =
      new Keywords("add", "delete", "show", "lst", "list", "help");

  private TuntapObject() {}

  static int run(Session session, Args args) throws FileException {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(
          EXIT, "Command \"" + word + "\" is unknown, try \"ip tuntap help\".");
    }
    switch (command) {
      case "add" -> add(session, TuntapWords.read(session, args, true));
      case "delete" -> delete(session, TuntapWords.read(session, args, false));
      case "help" -> throw Usage.of("tuntap");
      default -> new TuntapText(session).showAll();
    }
    return 0;
  }

  private static void add(Session session, TuntapWords words) throws FileException {
    TunFile file = attach(session, words, TunFlags.EXCLUSIVE);
    try {
      if (words.user() != -1) {
        file.owner(words.user());
      }
      if (words.group() != -1) {
        file.group(words.group());
      }
      file.persist(true);
    } finally {
      file.close();
    }
  }

  private static void delete(Session session, TuntapWords words) throws FileException {
    TunFile file = attach(session, words, 0);
    try {
      file.persist(false);
    } finally {
      file.close();
    }
  }

  private static TunFile attach(Session session, TuntapWords words, int flags)
      throws FileException {
    TunFile file = TunFile.open(session.machine());
    try {
      file.attach(session.netns(), session.process().user(), words.request().with(flags));
      return file;
    } catch (FileException e) {
      file.close();
      throw new Refusal("ioctl(TUNSETIFF): " + e.errno().text());
    }
  }
}
