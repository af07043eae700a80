package dev.patchbay.core;

import dev.patchbay.core.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The processes of a machine, by pid.
public final class Processes {
  private final Machine machine;
  private final Map<Integer, Process> running = new LinkedHashMap<>();
  private Programs programs = (process, name) -> null;
  private int lastPid = 0;

  Processes(Machine machine) {
    this.machine = machine;
  }

  /// What processes can run.
  public Programs programs() {
    return programs;
  }

  public void programs(Programs value) {
    programs = value;
  }

  /// The first process of a script: nobody's child, in the initial namespace or another one.
  public Process first(
      Netns netns,
      Files files,
      String directory,
      Map<String, String> environment,
      Descriptors descriptors) {
    return add(null, 0, netns, files, directory, environment, descriptors);
  }

  Process add(
      @Nullable Process parent,
      int group,
      Netns netns,
      Files files,
      String directory,
      Map<String, String> environment,
      Descriptors descriptors) {
    int pid = ++lastPid;
    Process process =
        new Process(machine, pid, group, parent, netns, files, directory, environment, descriptors);
    running.put(pid, process);
    return process;
  }

  void ended(Process process) {
    running.remove(process.pid());
  }

  /// The process of this pid, or null when there is none or it has ended.
  public @Nullable Process find(int pid) {
    return running.get(pid);
  }

  /// Those that run, by pid.
  public List<Process> all() {
    return new ArrayList<>(running.values());
  }

  /// Kills every process but `keep`, if one is to stay, and lets them end.
  public void killAll(@Nullable Process keep) {
    for (Process process : all()) {
      if (process != keep) {
        process.signal(Signal.KILL);
      }
    }
    for (Process process : all()) {
      if (process != keep) {
        process.await();
      }
    }
  }

  /// Those that run in the namespace, by pid (`ip netns pids`).
  public List<Process> in(Netns netns) {
    return running.values().stream().filter(process -> process.netns() == netns).toList();
  }
}
