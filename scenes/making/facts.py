"""What the narration of film two says of the runs and of the log: a key each, and the form in which its value is said."""

from scenes.film.narration.facts import Fact
from scenes.scratch import first_cost

FACTS = {
    "cost_before": Fact(f"pixels:{first_cost.key('step(0)')}", "fixed:2"),
    "parameters": Fact("digits:w_i_h[0].size+b_i_h[0].size+w_h_o[0].size+b_h_o[0].size"),
    "looks": Fact("digits:updates.size"),
    "updates": Fact("digits:updates[-1]"),
    "all_gigabytes": Fact("making:watching_all_bytes[0]/10**9", "fixed:1"),
    "log_megabytes": Fact("making:watching_log_bytes[0]/10**6", "fixed:1"),
    "joined_again": Fact("making:sum(joined_again)", "word"),
    "joined_chapters": Fact("making:len(joined_seconds)", "word"),
    "joined_pieces": Fact("making:len(joined_ends)"),
    "quick_shapes": Fact("making:quick_shapes[0,0]"),
    "quick_share": Fact("making:mean(quick_share)", "percent"),
    "quick_times": Fact("making:round(sum(quick_seconds[:,0])/sum(quick_seconds[:,1]))", "word"),
    "gate_looks": Fact("making:checked_looks[0]"),
    "pixels_inputs": Fact("pixels:meta.inputs", "word"),
}
