package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.text.Words;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Filters by the realms of the route that a packet takes, or by the device it came in by
/// (tc-route(8), net/sched/cls_route.c).
public final class Route implements FilterKind {
  private static final String USAGE =
      """
      Usage: ... route [ from REALM | fromif TAG ] [ to REALM ]
                      [ classid CLASSID ] [ action ACTION_SPEC ]
             ACTION_SPEC := ... look at individual actions
             CLASSID := X:Y

      NOTE: CLASSID is parsed as hexadecimal input.\
      """;

  /// The part of a number that says where packets come from, when they may come from anywhere.
  static final int FROM_ANY = 0xffff_0000;

  /// The bit of a number that says that packets may go anywhere.
  static final int TO_ANY = 0x8000;

  /// The bit of a number that says that a device is in it.
  static final int FROM_DEVICE = 0x8000_0000;

  private static final int MOST_REALM = 0xff;

  /// What the words said; what was not said is negative.
  ///
  /// @param handle the number that comes of it
  record Said(Target target, long to, long from, int device, int order, int handle)
      implements Options {
    @Override
    public String warning() {
      return target.warning();
    }
  }

  @Override
  public String name() {
    return "route";
  }

  @Override
  public @Nullable Options parse(Args args, Head head) {
    if (!args.hasNext()) {
      return null;
    }
    Target target = Target.of(head);
    long to = -1;
    long from = -1;
    int device = -1;
    int order = 0;
    int handle = FROM_ANY | TO_ANY;
    while (args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "to")) {
        to = realm(args.next(), "to");
        handle = (handle & ~(TO_ANY | MOST_REALM)) | (int) to;
      } else if (Args.matches(word, "from")) {
        from = realm(args.next(), "from");
        handle = (handle & 0xffff) | ((int) from << 16);
      } else if (Args.matches(word, "fromif")) {
        device = index(args.next(), head);
        handle = (handle & 0xffff) | FROM_DEVICE | (device << 16);
      } else if (Args.matches(word, "order")) {
        order = (int) Words.u32(args, "order");
      } else {
        Target taken = target.take(word, args, head.netns());
        if (taken == null) {
          throw word.equals("help") ? Words.usage(USAGE) : Words.unknown(word, USAGE);
        }
        target = taken;
      }
    }
    if (order != 0) {
      handle = (handle & ~0x7f00) | ((order << 8) & 0x7f00);
    }
    return new Said(target, to, from, device, order, handle);
  }

  private static long realm(String word, String what) {
    OptionalLong realm = word.equals("cosmos") ? OptionalLong.of(0) : Numbers.u32(word, 0);
    if (realm.isEmpty() || realm.getAsLong() > MOST_REALM) {
      throw Words.illegal(what);
    }
    return realm.getAsLong();
  }

  private static int index(String word, Head head) {
    NetDevice device = head.netns().device(word);
    if (device == null) {
      throw Words.illegal("fromif");
    }
    return device.index();
  }

  @Override
  public int handle(@Nullable String word) {
    return Matchall.number(word);
  }

  @Override
  public int handle(int said, @Nullable Options options) {
    return said == 0 && options instanceof Said words ? words.handle : said;
  }

  @Override
  public Classifier create(Chain chain, int protocol, int pref) {
    return new RouteClassifier(this, chain, protocol, pref);
  }

  /// The number of a filter, which has to be the one that the words give (`route4_set_parms`).
  static int number(Said said, int asked) throws NetlinkException {
    if ((said.from >= 0 && said.device >= 0) || said.device > 0x7fff) {
      throw new NetlinkException(Errno.EINVAL);
    }
    int number = said.to < 0 ? TO_ANY : (int) said.to;
    if (said.from >= 0) {
      number |= (int) said.from << 16;
    } else {
      number |= said.device < 0 ? FROM_ANY : FROM_DEVICE | (said.device << 16);
    }
    number |= asked & 0x7f00;
    if (number != asked) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return number;
  }
}
