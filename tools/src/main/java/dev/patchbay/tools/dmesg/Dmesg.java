package dev.patchbay.tools.dmesg;

import dev.patchbay.core.Command;
import dev.patchbay.core.KernelLog;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Wait;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `dmesg`: shows and clears what the kernel of the machine has to say.
public final class Dmesg implements Command {
  private static final String HELP =
      """

      Usage:
       dmesg [options]

      Display or control the kernel ring buffer.

      Options:
       -C, --clear                 clear the kernel ring buffer
       -c, --read-clear            read and clear all messages
       -D, --console-off           disable printing messages to console
       -E, --console-on            enable printing messages to console
       -F, --file <file>           use the file instead of the kernel log buffer
       -f, --facility <list>       restrict output to defined facilities
       -H, --human                 human readable output
       -J, --json                  use JSON output format
       -k, --kernel                display kernel messages
       -L, --color[=<when>]        colorize messages (auto, always or never)
                                     colors are enabled by default
       -l, --level <list>          restrict output to defined levels
       -n, --console-level <level> set level of messages printed to console
       -P, --nopager               do not pipe output into a pager
       -p, --force-prefix          force timestamp output on each line of multi-line messages
       -r, --raw                   print the raw message buffer
           --noescape              don't escape unprintable character
       -S, --syslog                force to use syslog(2) rather than /dev/kmsg
       -s, --buffer-size <size>    buffer size to query the kernel ring buffer
       -u, --userspace             display userspace messages
       -w, --follow                wait for new messages
       -W, --follow-new            wait and print only new messages
       -x, --decode                decode facility and level to readable string
       -d, --show-delta            show time delta between printed messages
       -e, --reltime               show local time and time delta in readable format
       -T, --ctime                 show human-readable timestamp (may be inaccurate!)
       -t, --notime                don't show any timestamp with messages
           --time-format <format>  show timestamp using the given format:
                                     [delta|reltime|ctime|notime|iso]
      Suspending/resume will make ctime and iso timestamps inaccurate.
           --since <time>          display the lines since the specified time
           --until <time>          display the lines until the specified time

       -h, --help                  display this help
       -V, --version               display version

      Supported log facilities:
          kern - kernel messages
          user - random user-level messages
          mail - mail system
        daemon - system daemons
          auth - security/authorization messages
        syslog - messages generated internally by syslogd
           lpr - line printer subsystem
          news - network news subsystem

      Supported log levels (priorities):
         emerg - system is unusable
         alert - action must be taken immediately
          crit - critical conditions
           err - error conditions
          warn - warning conditions
        notice - normal but significant condition
          info - informational
         debug - debug-level messages

      For more details see dmesg(1).
      """;

  @Override
  public int run(Process process, Args args) throws FileException {
    KernelLog log = process.machine().log();
    Options options = Options.read(args.rest(), log.booted(), process.loop().now());
    if (options.has("h")) {
      process.out().print(HELP);
    } else if (options.has("V")) {
      process.out().println("dmesg from util-linux 2.38.1");
    } else if (options.has("C")) {
      log.clear();
    } else if (!options.hasAny("n", "D", "E")) {
      // The console that these speak of is nowhere to be seen.
      show(process, log, options);
    }
    return 0;
  }

  private static void show(Process process, KernelLog log, Options options) throws FileException {
    Listing listing = new Listing(process, options, log.booted());
    String file = options.word("F");
    if (file != null) {
      listing.print(read(process, file));
      return;
    }
    long seen = log.count();
    if (!options.has("W")) {
      listing.print(log.lines().stream().map(Record::of).toList());
    }
    if (options.has("c")) {
      log.clear();
    }
    if (options.hasAny("w", "W")) {
      follow(process, log, listing, seen);
    }
  }

  private static List<Record> read(Process process, String file) throws FileException {
    try {
      byte[] bytes = process.files().read(Files.absolute(process.directory(), file));
      return new String(bytes, StandardCharsets.UTF_8).lines().map(Record::parse).toList();
    } catch (FileException e) {
      throw new CommandException(1, "dmesg: cannot open " + file + ": " + e.errno().text());
    }
  }

  /// Prints each line as it comes, until it is ended.
  private static void follow(Process process, KernelLog log, Listing listing, long from)
      throws FileException {
    Wait wait = new Wait(process.loop());
    log.follow(wait);
    try {
      long seen = from;
      while (true) {
        process.loop().await(wait, Bound.ENDLESS);
        List<KernelLog.Line> fresh = log.since(seen);
        seen = log.count();
        listing.print(fresh.stream().map(Record::of).toList());
      }
    } finally {
      log.unfollow(wait);
    }
  }
}
