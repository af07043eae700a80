package dev.patchbay.tools.ip;

import dev.patchbay.core.Command;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.SysFiles;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.tools.iproute.Refusal;
import java.util.List;

/// `ip netns exec`: runs a program in a namespace, with its own `/sys` and the files of
/// `/etc/netns/NAME` in place of those of `/etc`.
final class NetnsExec {
  private static final String OWN_FILES = "/etc/netns/";

  private NetnsExec() {}

  static int run(Session session, Args args) throws FileException {
    boolean all = session.options().all;
    if (!all && !args.hasNext()) {
      throw new Refusal("No netns name specified");
    }
    if (args.remaining() < (all ? 1 : 2)) {
      throw new Refusal("No command specified");
    }
    return all ? inEach(session, args) : inOne(session, args.next(), args.rest());
  }

  private static int inEach(Session session, Args args) throws FileException {
    List<String> argv = args.rest();
    for (String name : session.machine().netnsNames()) {
      session.output().text("\nnetns: " + name + "\n");
      session.flush();
      fork(session, name, argv);
    }
    return 0;
  }

  private static int inOne(Session session, String name, List<String> argv) throws FileException {
    session.flush();
    if (session.isBatch()) {
      return fork(session, name, argv);
    }
    Process process = session.process();
    enter(process, name);
    return process.become(find(process, argv.getFirst()), argv);
  }

  private static int fork(Session session, String name, List<String> argv) {
    Process child = session.process().fork();
    try {
      enter(child, name);
      return child.exec(find(child, argv.getFirst()), argv);
    } catch (Refusal refusal) {
      session.complain(refusal.message());
      return refusal.status();
    } finally {
      child.end(1);
    }
  }

  // ---- the namespace

  /// Moves the process there (`netns_switch`).
  private static void enter(Process process, String name) {
    Netns netns = process.machine().netns(name);
    if (netns == null) {
      throw new Refusal(
          255, "Cannot open network namespace \"" + name + "\": " + Errno.ENOENT.text());
    }
    process.netns(netns);
    process.files(process.files().with("/sys", SysFiles.of(netns)));
    bindOwnFiles(process, OWN_FILES + name);
  }

  private static void bindOwnFiles(Process process, String folder) {
    List<String> entries;
    try {
      entries = process.files().list(folder);
    } catch (FileException e) {
      // Most namespaces have no files of their own.
      return;
    }
    for (String entry : entries) {
      bind(process, folder + "/" + entry, "/etc/" + entry);
    }
  }

  private static void bind(Process process, String own, String usual) {
    try {
      process.files(process.files().bind(usual, own));
    } catch (FileException e) {
      process.complain("Bind " + own + " -> " + usual + " failed: " + e.errno().text());
    }
  }

  // ---- the program

  /// The program of that name.
  static Command find(Process process, String name) {
    Command command =
        name.isEmpty() ? null : process.machine().processes().programs().find(process, name);
    if (command == null) {
      Errno errno = exists(process, name) ? Errno.EACCES : Errno.ENOENT;
      throw new Refusal("exec of \"" + name + "\" failed: " + errno.text());
    }
    return command;
  }

  private static boolean exists(Process process, String name) {
    return name.indexOf('/') >= 0
        && process.files().exists(Files.absolute(process.directory(), name));
  }
}
