package dev.patchbay.tools.tracepath;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Udp;
import dev.patchbay.tools.ping.Destination;
import dev.patchbay.tools.ping.Resolver;
import dev.patchbay.tools.ping.Voice;
import java.util.List;

/// `tracepath`: sends datagrams that are as large as the way allows, and live longer and longer.
public final class Tracepath implements Command {
  /// More than any way takes, so that the first device says what it takes.
  private static final int MOST_IPV4 = 65535;

  private static final int MOST_IPV6 = 128_000;

  @Override
  public int run(Process process, Args args) throws FileException {
    Voice voice = new Voice(process);
    Options options = Options.read(voice, args.rest());
    if (options.version) {
      return voice.print(Options.VERSION).end(0);
    }
    Ip destination = destination(process, voice, options);
    boolean ipv4 = destination.isV4();
    int overhead = (ipv4 ? Ipv4.HEADER : Ipv6.HEADER) + Udp.HEADER;
    int length = options.length == 0 ? ipv4 ? MOST_IPV4 : MOST_IPV6 : options.length;
    if (length <= overhead) {
      throw voice.fatal(
          1, "pktlen must be within: " + overhead + " < value <= " + Integer.MAX_VALUE);
    }
    new Path(process, voice, options, destination, length, overhead).run();
    return voice.end(0);
  }

  private static Ip destination(Process process, Voice voice, Options options)
      throws FileException {
    List<Destination> found = Resolver.of(process).find(options.host);
    Family family = options.family;
    for (Destination one : found) {
      if (family == null || one.address().family() == family) {
        return one.address();
      }
    }
    String why = found.isEmpty() ? Resolver.UNKNOWN : Resolver.NOT_OF_FAMILY;
    throw voice.fatal(1, options.host + ": " + why);
  }
}
