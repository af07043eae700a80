package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-m sctp`: ports of SCTP, and the chunks in a packet (net/netfilter/xt_sctp.c).
public final class Sctp implements MatchKind {
  private static final Option<Ports> SOURCE =
      Option.of("source-port", Ports.of("sctp"))
          .alias("sport")
          .invertible()
          .once("Only one `--source-port' allowed");
  private static final Option<Ports> DESTINATION =
      Option.of("destination-port", Ports.of("sctp"))
          .alias("dport")
          .invertible()
          .once("Only one `--destination-port' allowed");
  private static final Option<Chunks> CHUNKS =
      Option.of("chunk-types", Chunks::read)
          .pair("--chunk-types requires two args")
          .invertible()
          .once("Only one `--chunk-types' allowed");

  @Override
  public String name() {
    return "sctp";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SOURCE, DESTINATION, CHUNKS);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Association(
        Ports.of(chosen.get(SOURCE), chosen.inverted(SOURCE)),
        Ports.of(chosen.get(DESTINATION), chosen.inverted(DESTINATION)),
        chosen.get(CHUNKS),
        chosen.inverted(CHUNKS));
  }

  record Association(Ports source, Ports destination, @Nullable Chunks chunks, boolean notChunks)
      implements TransportMatch {
    @Override
    public String name() {
      return "sctp";
    }

    @Override
    public int protocol() {
      return IpProtocol.SCTP;
    }

    @Override
    public boolean matches(Inspection packet) {
      if (packet.fragment() != 0) {
        return false;
      }
      if (!packet.hasTransport(dev.patchbay.packet.Sctp.HEADER)) {
        packet.hotDrop();
        return false;
      }
      return source.contains(packet.sourcePort())
          && destination.contains(packet.destinationPort())
          && (chunks == null || chunks.match(packet) != notChunks);
    }

    @Override
    public void save(StringBuilder out) {
      TransportMatch.super.save(out);
      if (chunks != null) {
        chunks.show(out.append(notChunks ? " ! --chunk-types" : " --chunk-types"), false);
      }
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      TransportMatch.super.list(out, listing);
      if (chunks != null) {
        chunks.show(out.append(notChunks ? " !" : ""), listing.numeric());
      }
    }
  }
}
