/** How many times longer than on an idle machine something may take before it counts as lost. */
exports.PATIENCE = 5;
