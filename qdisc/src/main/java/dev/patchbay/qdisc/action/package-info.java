/// What filters do with packets: drop, redirect, tag, mark, police.
@NullMarked
package dev.patchbay.qdisc.action;

import org.jspecify.annotations.NullMarked;
