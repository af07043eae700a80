package dev.patchbay.tools.nstat;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.GetOpt;
import java.util.Map;

/// `rtacct`: what routes of realms have carried; the lab has no realms, so nothing.
public final class Rtacct implements Command {
  private static final int WRONG_USAGE = 255;
  private static final String USAGE = "Usage: rtacct [ -h?vVzrnasd:t: ] [ ListOfRealms ]";

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt given = new GetOpt("rtacct", "h?vVzrM:nasd:t:", Map.of());
    try {
      given.parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      process.complain(USAGE);
      return WRONG_USAGE;
    }
    for (GetOpt.Option option : given.options()) {
      switch (option.letter()) {
        case "t" -> Nstat.average("rtacct", option.value());
        case "V", "v" -> {
          process.out().print("rtacct utility, iproute2-6.1.0\n");
          return 0;
        }
        case "h", "?" -> {
          process.complain(USAGE);
          return WRONG_USAGE;
        }
        default -> {}
      }
    }
    process
        .out()
        .print(
            """
            #kernel
            Realm      BytesTo    PktsTo     BytesFrom  PktsFrom  \s
                       BPSTo      PPSTo      BPSFrom    PPSFrom   \s
            """);
    return 0;
  }
}
