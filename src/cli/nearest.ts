export { nearest, suggestion } from '../kit/nearest.ts';
