package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Classes that share a link by service curves: guaranteed, shared and limited (tc-hfsc(8)).
public final class Hfsc implements QdiscKind {
  private static final String USAGE =
      """
      Usage: ... hfsc [ default CLASSID ]

       default: default class for unclassified packets\
      """;

  private static final String CLASS_USAGE =
      """
      Usage: ... hfsc [ [ rt SC ] [ ls SC ] | [ sc SC ] ] [ ul SC ]

      SC := [ [ m1 BPS ] d SEC ] m2 BPS

       m1 : slope of first segment
       d  : x-coordinate of intersection
       m2 : slope of second segment

      Alternative format:

      SC := [ [ umax BYTE ] dmax SEC ] rate BPS

       umax : maximum unit of work
       dmax : maximum delay
       rate : rate

      Remarks:
       - at least one of 'rt', 'ls' or 'sc' must be specified
       - 'ul' can only be specified with 'ls' or 'sc'
      """;

  /// The minor number of the class for packets that no filter gives to another one; 0 for none.
  record Default(int minor) implements Options {}

  /// The curves of a class, null where none was given.
  ///
  /// @param real what it is guaranteed
  /// @param share how it takes part in what is left
  /// @param upper what it gets at most
  record Curves(
      @Nullable ServiceCurve real, @Nullable ServiceCurve share, @Nullable ServiceCurve upper)
      implements ClassOptions {}

  @Override
  public String name() {
    return "hfsc";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    int minor = 0;
    while (args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "default")) {
        String value = args.next();
        if (minor != 0) {
          throw new CommandException(1, "HFSC: Double \"default\"");
        }
        OptionalLong number = Numbers.u16(value, 16);
        minor = (int) number.orElseThrow(() -> ServiceCurve.illegal("default"));
      } else {
        throw unknown(word, USAGE);
      }
    }
    return new Default(minor);
  }

  private static CommandException unknown(String word, String usage) {
    return new CommandException(
        1, Args.matches(word, "help") ? usage : "HFSC: What is \"" + word + "\" ?\n" + usage);
  }

  @Override
  public ClassOptions parseClass(Args args, NetDevice device) {
    ServiceCurve real = null;
    ServiceCurve share = null;
    ServiceCurve upper = null;
    while (args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "rt")) {
        real = ServiceCurve.read("rt", args);
      } else if (Args.matches(word, "ls")) {
        share = ServiceCurve.read("ls", args);
      } else if (Args.matches(word, "sc")) {
        real = ServiceCurve.read("sc", args);
        share = real;
      } else if (Args.matches(word, "ul")) {
        upper = ServiceCurve.read("ul", args);
      } else {
        throw unknown(word, CLASS_USAGE);
      }
    }
    if (real == null && share == null && upper == null) {
      throw new CommandException(1, "HFSC: no parameters given\n" + CLASS_USAGE);
    }
    if (upper != null && share == null) {
      throw new CommandException(
          1, "HFSC: Upper-limit Service Curve without Link-Share Service Curve\n" + CLASS_USAGE);
    }
    return new Curves(real, share, upper);
  }

  @Override
  public Qdisc create(Place place, Options options) throws NetlinkException {
    if (!(options instanceof Default said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return new HfscQueue(this, place, said);
  }
}
