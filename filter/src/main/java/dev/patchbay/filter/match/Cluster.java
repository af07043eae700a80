package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Conntrack;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Jhash;
import dev.patchbay.packet.Packet;
import java.util.List;

/// `-m cluster`: whether this node of several that share an address serves the connection, by a
/// hash of who began it (net/netfilter/xt_cluster.c).
public final class Cluster implements MatchKind {
  private static final int MOST = 32;
  private static final Option<Long> TOTAL =
      Option.of("cluster-total-nodes", Values.number(1, MOST)).mandatory();
  private static final Option<Long> NODE =
      Option.of("cluster-local-node", Values.number(1, MOST))
          .invertible()
          .excludes("cluster-local-nodemask");
  private static final Option<Long> NODES =
      Option.of("cluster-local-nodemask", Values.number(1, MOST))
          .invertible()
          .excludes("cluster-local-node");
  private static final Option<Long> SEED = Option.of("cluster-hash-seed", Values.u32()).mandatory();

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(TOTAL, NODE, NODES, SEED);
  }

  @Override
  public void verify(Chosen chosen) {
    boolean named = chosen.has(NODE) || chosen.has(NODES);
    if (!named) {
      throw new Refusal(
          "cluster match: `--cluster-local-node' or`--cluster-local-nodemask' is missing");
    }
    boolean whole = chosen.has(TOTAL) && chosen.has(SEED);
    if (whole && nodes(chosen) >= 1L << chosen.required(TOTAL)) {
      throw new Refusal(
          chosen.has(NODE)
              ? "cluster match: `--cluster-local-node' must be <= `--cluster-total-nodes'"
              : "cluster match: `--cluster-local-nodemask' too big for `--cluster-total-nodes'");
    }
  }

  private static long nodes(Chosen chosen) {
    return chosen.has(NODE) ? 1L << (chosen.required(NODE) - 1) : chosen.required(NODES);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Share(
        (int) nodes(chosen),
        chosen.inverted(NODE) || chosen.inverted(NODES),
        chosen.required(TOTAL).intValue(),
        chosen.required(SEED).intValue());
  }

  /// @param nodes a bit for each node that is this one
  record Share(int nodes, boolean inverted, int total, int seed) implements Match {
    @Override
    public String name() {
      return "cluster";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      if (Integer.toUnsignedLong(nodes) >= 1L << total) {
        place.log().print("xt_cluster: node mask cannot exceed total number of nodes");
        throw new NetlinkException(Errno.EDOM);
      }
      Conntrack conntrack = Conntrack.of(place.netns());
      conntrack.require(place.family());
      return new Served(this, conntrack, place.family());
    }

    @Override
    public boolean matches(Inspection packet) {
      throw new IllegalStateException("nothing is served outside a table");
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " !" : "").append(" --cluster-local-nodemask ").append(hex(nodes));
      out.append(" --cluster-total-nodes ").append(total);
      out.append(" --cluster-hash-seed ").append(hex(seed));
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" cluster ").append(inverted ? "!" : "").append("node_mask=").append(hex(nodes));
      out.append(" total_nodes=").append(total).append(" hash_seed=").append(hex(seed));
    }

    private static String hex(int value) {
      return "0x%08x".formatted(value);
    }
  }

  /// The same in a table.
  private static final class Served implements Match {
    private final Share words;
    private final Conntrack conntrack;
    private final Family family;
    private final Tuple first = new Tuple();
    private final int[] key = new int[4];

    Served(Share words, Conntrack conntrack, Family family) {
      this.words = words;
      this.conntrack = conntrack;
      this.family = family;
    }

    @Override
    public String name() {
      return words.name();
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      return words.attach(place);
    }

    @Override
    public void detach() {
      conntrack.release(family);
    }

    @Override
    public boolean matches(Inspection packet) {
      welcome(packet);
      Connection connection = Connection.of(packet.packet());
      if (connection == null) {
        return false;
      }
      Connection master = connection.extras() == null ? null : connection.extras().master();
      (master == null ? connection : master).tuple(Connection.ORIGINAL, first);
      long hash = Integer.toUnsignedLong(hash());
      int node = (int) ((hash * words.total) >>> 32);
      return (((words.nodes >>> node) & 1) != 0) != words.inverted;
    }

    /// As the kernel reads addresses, whose bytes are in the order of the network.
    private int hash() {
      key[0] = Integer.reverseBytes((int) (first.sourceHi >>> 32));
      key[1] = Integer.reverseBytes((int) first.sourceHi);
      key[2] = Integer.reverseBytes((int) (first.sourceLo >>> 32));
      key[3] = Integer.reverseBytes((int) first.sourceLo);
      return Jhash.hash(key, family == Family.IPV4 ? 1 : key.length, words.seed);
    }

    /// What came in a frame to many nodes is for this one, as far as the stack is concerned.
    private void welcome(Inspection packet) {
      byte[] bytes = packet.bytes();
      boolean toGroup =
          family == Family.IPV4
              ? Ipv4.isMulticast(Ipv4.destination(bytes, packet.network()))
              : Ipv6.isMulticast(Ipv6.destinationHi(bytes, packet.network()));
      if (!toGroup && packet.packet().type() == Packet.Type.MULTICAST) {
        packet.packet().type(Packet.Type.HOST);
      }
    }

    @Override
    public void save(StringBuilder out) {
      words.save(out);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      words.list(out, listing);
    }
  }
}
