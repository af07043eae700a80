package dev.patchbay.tools.unshare;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.GetOpt;
import java.util.LinkedHashMap;
import java.util.Map;

/// `unshare [OPTIONS] [PROGRAM ARGUMENT…]`: runs a program in a network namespace of its own, which
/// goes when the last process in it ends. A lab has one view of names, processes and files: user,
/// mount and other namespaces are as good as unshared, or refused where that would show.
public final class Unshare implements Command {
  private static final String SHORTS = "+fhVn::m::i::U::C::T::u::p::rcS:G:w:";

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("help", GetOpt.Long.flag("h"));
    LONGS.put("version", GetOpt.Long.flag("V"));
    LONGS.put("net", optional("n"));
    LONGS.put("mount", optional("m"));
    LONGS.put("ipc", optional("i"));
    LONGS.put("user", optional("U"));
    LONGS.put("cgroup", optional("C"));
    LONGS.put("time", optional("T"));
    LONGS.put("uts", optional("u"));
    LONGS.put("pid", optional("p"));
    LONGS.put("fork", GetOpt.Long.flag("f"));
    LONGS.put("map-root-user", GetOpt.Long.flag("r"));
    LONGS.put("map-current-user", GetOpt.Long.flag("c"));
  }

  private static GetOpt.Long optional(String letter) {
    return new GetOpt.Long(letter, GetOpt.Takes.OPTIONAL);
  }

  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = new Options(process, "unshare");
    GetOpt given = options.read(SHORTS, LONGS, args);
    if (options.isText()) {
      return 0;
    }
    for (GetOpt.Option option : given.options()) {
      switch (option.letter()) {
        case "n" -> enterNew(process, option, options);
        case "u" -> throw options.missing("UTS namespaces");
        case "p" -> throw options.missing("PID namespaces");
        case "S", "G" -> throw options.missing("users");
        case "w" -> throw options.missing("folders for other programs");
        default -> {
          // There is nothing in the lab by which the difference would show.
        }
      }
    }
    return options.execute(given.operands());
  }

  private static void enterNew(Process process, GetOpt.Option option, Options options) {
    if (option.argument() != null) {
      throw options.missing("namespaces that files hold");
    }
    process.netns(process.machine().newNetns(process.netns()));
  }
}
