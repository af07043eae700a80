package dev.patchbay.stack.ip;

import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.SysctlTree;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Settings that are kept and shown, and that nothing here acts upon: those of protocols that come
/// later, and some that the kernel itself only keeps.
final class PlainSettings implements NetnsPart {
  private static final Key<PlainSettings> KEY = new Key<>(netns -> new PlainSettings());

  /// A line a file: its name, the least and the most it takes (`-` when it is text or can only be
  /// read), and what it holds in a machine that has just booted. Numbers of several words are
  /// checked one by one.
  private static final String IPV4 =
      """
      ip_autobind_reuse 0 1 0
      ip_dynaddr 0 255 0
      ip_early_demux 0 255 1
      tcp_comp_sack_slack_ns 0 9223372036854775807 100000
      tcp_early_demux 0 255 1
      tcp_fack 0 255 0
      udp_early_demux 0 255 1
      udp_rmem_min 1 2147483647 4096
      udp_wmem_min 1 2147483647 4096
      xfrm4_gc_thresh -2147483648 2147483647 32768
      """;

  private static final String IPV4_INITIAL =
      """
      cipso_cache_bucket_size -2147483648 2147483647 10
      cipso_cache_enable -2147483648 2147483647 1
      cipso_rbm_optfmt -2147483648 2147483647 0
      cipso_rbm_strictvalid -2147483648 2147483647 1
      fib_sync_mem 65536 67108864 524288
      inet_peer_maxttl -21474836 21474836 600
      inet_peer_minttl -21474836 21474836 120
      inet_peer_threshold -2147483648 2147483647 65664
      ipfrag_secret_interval -21474836 21474836 0
      tcp_available_ulp r -
      tcp_low_latency -2147483648 2147483647 0
      udp_mem 0 9223372036854775807 177486 236657 354972
      """;

  private static final String CORE =
      """
      txrehash 0 1 1
      xfrm_acq_expires -2147483648 2147483647 30
      xfrm_aevent_etime 0 4294967295 10
      xfrm_aevent_rseqth 0 4294967295 2
      xfrm_larval_drop -2147483648 2147483647 1
      """;

  private static final String CORE_INITIAL =
      """
      busy_poll 0 2147483647 0
      busy_read 0 2147483647 0
      dev_weight -2147483648 2147483647 64
      dev_weight_rx_bias -2147483648 2147483647 1
      dev_weight_tx_bias -2147483648 2147483647 1
      fb_tunnels_only_for_init_net 0 2 0
      gro_normal_batch 1 2147483647 8
      high_order_alloc_disable 0 1 0
      max_skb_frags 1 17 17
      mem_pcpu_rsv 1 2147483647 256
      message_burst -2147483648 2147483647 10
      message_cost -21474836 21474836 5
      netdev_budget -2147483648 2147483647 300
      netdev_budget_usecs 0 2147483647 20000
      netdev_tstamp_prequeue -2147483648 2147483647 1
      netdev_unregister_timeout_secs 1 3600 10
      optmem_max 0 2147483647 20480
      skb_defer_max 0 2147483647 64
      tstamp_allow_data 0 1 1
      warnings -2147483648 2147483647 0
      """;

  private static final String UNIX =
      """
      max_dgram_qlen -2147483648 2147483647 10
      """;

  private static final String TEXT = "-";
  private static final String READ_ONLY = "r";

  /// What differs from the table.
  private final Map<String, String> changed = new LinkedHashMap<>(0);

  private PlainSettings() {}

  /// Adds the files to a machine. Where a file differs in the initial namespace, that one's comes
  /// first.
  static void add(SysctlTree tree) {
    add(tree, "net/ipv4", IPV4_INITIAL, true);
    add(tree, "net/ipv4", IPV4, false);
    add(tree, "net/core", CORE_INITIAL, true);
    add(tree, "net/core", CORE, false);
    add(tree, "net/unix", UNIX, false);
  }

  private static void add(SysctlTree tree, String directory, String table, boolean initialOnly) {
    List<Sysctl<PlainSettings>> files =
        table.lines().map(line -> file(line.split(" ", 4))).toList();
    tree.add(directory, files, netns -> !initialOnly || isInitial(netns) ? netns.part(KEY) : null);
  }

  private static boolean isInitial(Netns netns) {
    return netns == netns.machine().initialNetns();
  }

  private static Sysctl<PlainSettings> file(String[] words) {
    String name = words[0];
    String initial = words.length < 4 ? "" : words[3];
    String shown =
        words[1].equals(TEXT) || words[1].equals(READ_ONLY) ? initial : initial.replace(' ', '\t');
    if (words[1].equals(READ_ONLY)) {
      return Sysctl.readOnly(name, settings -> shown);
    }
    return Sysctl.of(
        name,
        settings -> settings.changed.getOrDefault(name, shown),
        (settings, text) -> settings.changed.put(name, checked(words, initial, text)));
  }

  private static String checked(String[] words, String initial, String text) throws FileException {
    if (words[1].equals(TEXT)) {
      return text.strip();
    }
    String[] numbers = text.strip().split("\\s+", -1);
    if (numbers.length > initial.split(" ", -1).length) {
      throw new FileException(Errno.EINVAL);
    }
    long min = Long.parseLong(words[1]);
    long max = Long.parseLong(words[2]);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Long.toString(number(numbers[i], min, max));
    }
    return String.join("\t", numbers);
  }

  private static long number(String word, long min, long max) throws FileException {
    try {
      long value = Long.decode(word);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new FileException(Errno.EINVAL);
    }
    throw new FileException(Errno.EINVAL);
  }
}
