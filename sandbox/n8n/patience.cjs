/** How many times longer than on an idle machine something may take before it counts as lost. */
module.exports = { PATIENCE: 5 };
