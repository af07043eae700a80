package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;

/// Programs of BPF that links and routes are asked to run: none can be loaded here, as on a kernel
/// without the system call.
final class BpfProgram {
  private static final int ENDED = 255;
  private static final int REFUSED_BY_KERNEL = 2;

  private BpfProgram() {}

  /// The file of a program cannot be used.
  static CommandException unloadable(String file) {
    return new CommandException(ENDED, unopened(file));
  }

  private static String unopened(String file) {
    return "Error opening object "
        + file
        + ": No such file or directory\nCannot initialize ELF context!";
  }

  /// Nothing is pinned under that name.
  static CommandException unpinned(String file) {
    return new CommandException(
        ENDED, "Couldn't retrieve pinned program '" + file + "': No such file or directory");
  }

  /// What comes of the words behind `encap bpf`.
  static CommandException ofRoute(Args args) {
    String hook = args.next();
    boolean isHook = hook.equals("in") || hook.equals("out") || hook.equals("xmit");
    if (isHook) {
      args.next();
      return new CommandException(
          ENDED, unopened(args.next()) + "\nFailed to parse eBPF program: Operation not permitted");
    }
    if (!hook.equals("headroom") && RouteWords.WORDS.find(hook) == null) {
      return Args.garbage("to", hook);
    }
    return new CommandException(REFUSED_BY_KERNEL, "RTNETLINK answers: Invalid argument");
  }
}
