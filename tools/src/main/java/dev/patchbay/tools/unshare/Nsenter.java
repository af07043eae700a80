package dev.patchbay.tools.unshare;

import dev.patchbay.core.Command;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.tools.iproute.NetnsNames;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `nsenter [OPTIONS] [PROGRAM ARGUMENT…]`: runs a program in the network namespace of a process,
/// or of a file in `/run/netns`. All processes of a lab share their other namespaces.
public final class Nsenter implements Command {
  private static final String SHORTS = "+ahVFt:n::m::u::i::p::C::U::T::r::w::S:G:W:";

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("all", GetOpt.Long.flag("a"));
    LONGS.put("help", GetOpt.Long.flag("h"));
    LONGS.put("version", GetOpt.Long.flag("V"));
    LONGS.put("target", GetOpt.Long.with("t"));
    LONGS.put("net", optional("n"));
    LONGS.put("mount", optional("m"));
    LONGS.put("uts", optional("u"));
    LONGS.put("ipc", optional("i"));
    LONGS.put("pid", optional("p"));
    LONGS.put("cgroup", optional("C"));
    LONGS.put("user", optional("U"));
    LONGS.put("time", optional("T"));
    LONGS.put("root", optional("r"));
    LONGS.put("wd", optional("w"));
    LONGS.put("no-fork", GetOpt.Long.flag("F"));
  }

  private static GetOpt.Long optional(String letter) {
    return new GetOpt.Long(letter, GetOpt.Takes.OPTIONAL);
  }

  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = new Options(process, "nsenter");
    GetOpt given = options.read(SHORTS, LONGS, args);
    if (options.isText()) {
      return 0;
    }
    String target = null;
    String file = null;
    for (GetOpt.Option option : given.options()) {
      switch (option.letter()) {
        case "t" -> target = pid(option.value(), options);
        case "n" -> file = option.argument() == null ? "" : option.value();
        case "a" -> file = file == null ? "" : file;
        case "S", "G" -> throw options.missing("users");
        case "r", "w", "W" -> throw options.missing("folders for other programs");
        default -> {
          // They are the same for all processes of the lab.
        }
      }
    }
    if (file != null) {
      process.netns(netns(process, options, file, target));
    }
    return options.execute(given.operands());
  }

  private static String pid(String word, Options options) {
    if (!word.matches("[0-9]+")) {
      throw options.refusal("failed to parse pid: '" + word + "'");
    }
    return word;
  }

  private static Netns netns(
      Process process, Options options, String file, @Nullable String target) {
    if (file.isEmpty() && target == null) {
      throw options.refusal("neither filename nor target pid supplied for ns/net");
    }
    String path = file.isEmpty() ? "/proc/" + target + "/ns/net" : file;
    String whole = Files.absolute(process.directory(), path);
    Netns netns = NetnsNames.find(process, whole);
    if (netns == null && process.files().exists(whole)) {
      throw options.refusal("reassociate to namespace 'ns/net' failed: " + Errno.EINVAL.text());
    }
    if (netns == null) {
      throw options.refusal("cannot open " + path + ": " + Errno.ENOENT.text());
    }
    return netns;
  }
}
