package dev.patchbay.tools.nettools;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.GetOpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `mii-tool`: speaks to the transceiver of a network card, which no virtual device has.
public final class Miitool implements Command {
  private static final int WRONG_USAGE = 2;

  private static final List<String> MEDIA =
      List.of(
          "1000baseTx-HD",
          "1000baseTx-FD",
          "100baseT4",
          "100baseTx-FD",
          "100baseTx-HD",
          "10baseT-FD",
          "10baseT-HD",
          "1000baseTx",
          "100baseTx",
          "10baseT");

  private static final String USAGE =
      """
      usage: mii-tool [-VvRrwl] [-A media,... | -F media] [-p addr] <interface ...>
             -V, --version               display version information
             -v, --verbose               more verbose output
             -R, --reset                 reset MII to poweron state
             -r, --restart               restart autonegotiation
             -w, --watch                 monitor for link status changes
             -l, --log                   with -w, write events to syslog
             -A, --advertise=media,...   advertise only specified media
             -F, --force=media           force specified media technology
             -p, --phy=addr              set PHY (MII address) to report
      media: 1000baseTx-HD, 1000baseTx-FD,
             100baseT4, 100baseTx-FD, 100baseTx-HD,
             10baseT-FD, 10baseT-HD,
             (to advertise both HD and FD) 1000baseTx, 100baseTx, 10baseT
      """;

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("advertise", GetOpt.Long.with("A"));
    LONGS.put("force", GetOpt.Long.with("F"));
    LONGS.put("phy", GetOpt.Long.with("p"));
    LONGS.put("log", GetOpt.Long.flag("l"));
    LONGS.put("restart", GetOpt.Long.flag("r"));
    LONGS.put("reset", GetOpt.Long.flag("R"));
    LONGS.put("verbose", GetOpt.Long.flag("v"));
    LONGS.put("version", GetOpt.Long.flag("V"));
    LONGS.put("watch", GetOpt.Long.flag("w"));
  }

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt given = new GetOpt("mii-tool", "A:F:p:lrRvVw?", LONGS);
    try {
      given.parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      process.err().print(USAGE);
      return WRONG_USAGE;
    }
    for (GetOpt.Option option : given.options()) {
      switch (option.letter()) {
        case "V" -> {
          process
              .out()
              .print(UsageText.VERSION + "David Hinds based on Donald Becker's mii-diag\n");
          return 0;
        }
        case "A", "F" -> {
          for (String media : option.value().split(",", -1)) {
            if (!MEDIA.contains(media)) {
              process.complain("Invalid media specification '" + media + "'.");
              return WRONG_USAGE;
            }
          }
        }
        default -> {}
      }
    }
    if (given.operands().isEmpty()) {
      process.complain("No interface specified");
      process.err().print(USAGE);
      return WRONG_USAGE;
    }
    for (String name : given.operands()) {
      boolean isThere = process.netns().device(name) != null;
      Errno error = isThere ? Errno.EOPNOTSUPP : Errno.ENODEV;
      process.complain("SIOCGMIIPHY on '" + name + "' failed: " + error.text());
    }
    return 1;
  }
}
